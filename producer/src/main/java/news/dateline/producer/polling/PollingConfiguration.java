package news.dateline.producer.polling;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.fetching.DocumentFetcher;
import news.dateline.producer.fetching.FetchProperties;
import news.dateline.producer.importing.DocumentImport;
import news.dateline.support.boot.StartupException;
import news.dateline.support.kafka.KafkaSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** The beans that poll sources. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PollingProperties.class, FetchProperties.class})
public class PollingConfiguration {
  @Bean
  DocumentFetcher documentFetcher(
      FetchProperties settings, ReactorResourceFactory eventLoops, Clock clock) {
    try {
      return new DocumentFetcher(settings, eventLoops.getLoopResources(), clock);
    } catch (IllegalArgumentException e) {
      throw new StartupException("dateline.fetch.allowed-networks: " + e.getMessage());
    }
  }

  /** Named for health: the component {@code imports}. */
  @Bean
  PollMeters importsHealthIndicator(MeterRegistry registry) {
    return new PollMeters(registry);
  }

  @Bean
  PollingGroup pollingGroup(
      KafkaSettings kafka,
      PollingProperties settings,
      DocumentFetcher fetcher,
      DocumentImport documents,
      EventLog log,
      PollMeters meters,
      Clock clock) {
    PollSchedule schedule = new PollSchedule(clock, () -> ThreadLocalRandom.current().nextDouble());
    SourcePoller poller = new SourcePoller(fetcher, documents, schedule, meters);
    SourceClaims claims =
        new SourceClaims(
            log::append, (source, state) -> poller.poll(source, state).toFuture(), meters, clock);
    return new PollingGroup(kafka, checked(settings.imports()), claims);
  }

  private static List<PolledSource> checked(List<PolledSource> imports) {
    List<PolledSource> sources =
        IntStream.range(0, imports.size()).mapToObj(i -> imports.get(i).checked(i)).toList();
    Set<String> keys = new HashSet<>();
    for (PolledSource source : sources) {
      if (!keys.add(source.key())) {
        throw new StartupException(
            "dateline.imports has the source " + source.name() + " twice for " + source.feed());
      }
    }
    return sources;
  }
}
