/** Limits on open streams: in total, per address and per partner. */
@NullMarked
package news.dateline.feedapi.admission;

import org.jspecify.annotations.NullMarked;
