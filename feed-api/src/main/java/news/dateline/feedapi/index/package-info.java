/**
 * The feeds in memory: immutable versions that one thread creates and all threads read without a
 * lock.
 */
@NullMarked
package news.dateline.feedapi.index;

import org.jspecify.annotations.NullMarked;
