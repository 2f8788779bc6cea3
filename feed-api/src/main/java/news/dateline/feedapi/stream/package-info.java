/**
 * The stream: every reader is a cursor over the feed's index and gets from it what it has not seen,
 * at its own pace.
 */
@NullMarked
package news.dateline.feedapi.stream;

import org.jspecify.annotations.NullMarked;
