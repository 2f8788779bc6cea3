/** Writing to topics outside of Kafka Streams. */
@NullMarked
package news.dateline.support.kafka.producer;

import org.jspecify.annotations.NullMarked;
