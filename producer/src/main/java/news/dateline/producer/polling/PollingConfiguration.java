package news.dateline.producer.polling;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.fetching.Fetcher;
import news.dateline.producer.importing.PolledImport;
import news.dateline.support.kafka.KafkaSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that poll sources. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportProperties.class)
public class PollingConfiguration {
  @Bean
  PollMeters pollMeters() {
    return new PollMeters();
  }

  @Bean
  PollSchedule pollSchedule(Clock clock) {
    return new PollSchedule(clock, () -> ThreadLocalRandom.current().nextDouble());
  }

  @Bean
  SourcePoller sourcePoller(
      Fetcher fetcher, PolledImport imports, Feeds feeds, PollSchedule schedule) {
    return new SourcePoller(fetcher, imports, feeds, schedule);
  }

  @Bean(initMethod = "start")
  SourceAssignment sourceAssignment(
      ImportProperties settings,
      KafkaSettings kafka,
      SourcePoller poller,
      PollSchedule schedule,
      EventLog log,
      PollMeters meters) {
    return new SourceAssignment(
        kafka,
        settings.targets().stream()
            .map(
                target ->
                    new OwnedSource(new Takeover(target, schedule), poller, log::append, meters))
            .toList());
  }

  @Bean
  ImportsHealth importsHealthIndicator(SourceAssignment assignment) {
    return new ImportsHealth(assignment);
  }
}
