/**
 * The rules inside Kafka Streams: state in its stores, every decision one transaction. No Spring.
 */
@NullMarked
package news.dateline.consumer.topology;

import org.jspecify.annotations.NullMarked;
