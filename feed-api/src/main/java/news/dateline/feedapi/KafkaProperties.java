package news.dateline.feedapi;

import jakarta.validation.constraints.NotBlank;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 */
@ConfigurationProperties("dateline.kafka")
@Validated
record KafkaProperties(@DefaultValue("127.0.0.1:19092") @NotBlank String bootstrapServers) {
  /** All of a topic, from its start on. */
  CompactedTopicReader.Source all(Topic topic) {
    return new CompactedTopicReader.Source(bootstrapServers, topic, Long.MAX_VALUE);
  }
}
