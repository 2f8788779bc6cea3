/** Who may read which feed: partners and their tokens, and web sites (CORS). */
@NullMarked
package news.dateline.feedapi.access;

import org.jspecify.annotations.NullMarked;
