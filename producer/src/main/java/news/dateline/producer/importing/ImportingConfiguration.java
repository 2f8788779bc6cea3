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
  @Bean
  DocumentImport documentImport(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    return new DocumentImport(feeds, new Importer(log, outcomes, clock), clock);
  }

  @Bean
  PolledImport polledImport(DocumentImport documents) {
    return new PolledImport(documents);
  }

  @Bean
  ImportApi importApi(DocumentImport documents) {
    return new ImportApi(documents);
  }
}
