package news.dateline.producer.partners;

import java.time.Clock;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Partners;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the API for partners. */
@Configuration(proxyBeanMethods = false)
public class PartnersConfiguration {
  @Bean
  PartnersApi partnersApi(Partners partners, Feeds feeds, EventLog log, Clock clock) {
    return new PartnersApi(partners, new TokenIssuer(partners, feeds, log, clock));
  }
}
