/**
 * Polls the sources of the settings and imports what they publish. Who polls a source is decided by
 * Kafka: the producers are a consumer group on the topic {@code import-sources}, and the one that
 * is assigned the partition of a source polls it.
 */
@NullMarked
package news.dateline.producer.polling;

import org.jspecify.annotations.NullMarked;
