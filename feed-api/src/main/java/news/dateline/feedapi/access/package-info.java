/** Decides which partners and web sites (CORS) may read a feed. */
@NullMarked
package news.dateline.feedapi.access;

import org.jspecify.annotations.NullMarked;
