/**
 * Streams over Netty for the test programs: thousands in one process, each of which can be paused,
 * reset or cut within an event. They share only the event parser with the client, whose resume and
 * deduplication would hide violations.
 */
@NullMarked
package news.dateline.testbed.sse;

import org.jspecify.annotations.NullMarked;
