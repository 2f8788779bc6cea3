package news.dateline.support.boot;

import news.dateline.support.kafka.KafkaNames;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates {@link KafkaNames} from {@code dateline.topic-prefix}. Does not connect to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaNamesConfiguration.NameProperties.class)
public class KafkaNamesConfiguration {
  private static final String KEY = "dateline.topic-prefix";

  /**
   * The names on a Kafka that Dateline shares.
   *
   * @param topicPrefix Stands before the name of each topic, consumer group and transaction on
   *     Kafka: up to 100 letters, digits and {@code . _ -}. Datelines with different prefixes share
   *     a cluster. Give every service and command the same one, and keep it: under another prefix,
   *     Dateline begins without any feed.
   */
  @ConfigurationProperties("dateline")
  record NameProperties(@DefaultValue("") String topicPrefix) {}

  @Bean
  KafkaNames kafkaNames(NameProperties properties) {
    return new KafkaNames(properties.topicPrefix());
  }

  /** Refuses to start with a prefix that Kafka would refuse. */
  static final class PrefixCheck
      implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
      String prefix = event.getEnvironment().getProperty(KEY, "");
      try {
        new KafkaNames(prefix);
      } catch (IllegalArgumentException e) {
        throw new StartupException(KEY + ": " + e.getMessage());
      }
    }
  }
}
