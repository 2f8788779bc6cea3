package news.dateline.producer.eventlog;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, several parted by commas
 */
@ConfigurationProperties("dateline.kafka")
record KafkaProperties(String bootstrapServers) {}
