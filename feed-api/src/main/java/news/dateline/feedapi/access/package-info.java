/** Who may read what: partners and their tokens, and the web sites a feed may be read on. */
@NullMarked
package news.dateline.feedapi.access;

import org.jspecify.annotations.NullMarked;
