/**
 * The feeds as this replica knows them: immutable versions that one thread makes and everyone reads
 * without a lock.
 */
@NullMarked
package news.dateline.feedapi.index;

import org.jspecify.annotations.NullMarked;
