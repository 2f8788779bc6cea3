package news.dateline.producer.identities;

import java.time.Clock;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the API for identities. */
@Configuration(proxyBeanMethods = false)
public class IdentitiesConfiguration {
  @Bean
  IdentitiesApi identitiesApi(Identities identities, EventLog log, Clock clock) {
    return new IdentitiesApi(identities, new IdentityIssuer(identities, log, clock));
  }
}
