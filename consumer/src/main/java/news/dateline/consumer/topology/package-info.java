/** Runs the rules in Kafka Streams: state in its stores, each decision in one transaction. */
@NullMarked
package news.dateline.consumer.topology;

import org.jspecify.annotations.NullMarked;
