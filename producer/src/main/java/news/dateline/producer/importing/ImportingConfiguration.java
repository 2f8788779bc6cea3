package news.dateline.producer.importing;

import java.time.Clock;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Outcomes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the import. */
@Configuration(proxyBeanMethods = false)
public class ImportingConfiguration {
  /** Documents of editors that are read at once. */
  private static final int SENT_AT_ONCE = 2;

  /** Polled documents that are read at once, in addition to those of editors. */
  private static final int POLLED_AT_ONCE = 1;

  @Bean
  PolledImport polledImport(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    return new PolledImport(documents(feeds, log, outcomes, clock, POLLED_AT_ONCE));
  }

  @Bean
  ImportApi importApi(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    return new ImportApi(documents(feeds, log, outcomes, clock, SENT_AT_ONCE));
  }

  private static DocumentImport documents(
      Feeds feeds, EventLog log, Outcomes outcomes, Clock clock, int atOnce) {
    Importer importer = new Importer(log, outcomes, clock);
    return new DocumentImport(feeds, importer, clock, new ImportSlots(atOnce));
  }
}
