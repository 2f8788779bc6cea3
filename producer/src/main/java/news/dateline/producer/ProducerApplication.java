package news.dateline.producer;

import news.dateline.producer.desk.DeskPageConfiguration;
import news.dateline.producer.editorial.EditorialConfiguration;
import news.dateline.producer.eventlog.EventLogConfiguration;
import news.dateline.producer.fetching.FetchingConfiguration;
import news.dateline.producer.identities.IdentitiesConfiguration;
import news.dateline.producer.importing.ImportingConfiguration;
import news.dateline.producer.openid.OpenIdConfiguration;
import news.dateline.producer.partners.PartnersConfiguration;
import news.dateline.producer.polling.PollingConfiguration;
import news.dateline.producer.security.SecurityConfiguration;
import news.dateline.producer.signin.SignInConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.web.InternalPortsConfiguration;
import news.dateline.support.web.WebServerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The producer service: the editors' API and the desk page, by default on port 8081. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  ProducerConfiguration.class,
  EventLogConfiguration.class,
  EditorialConfiguration.class,
  ImportingConfiguration.class,
  FetchingConfiguration.class,
  PollingConfiguration.class,
  PartnersConfiguration.class,
  IdentitiesConfiguration.class,
  SignInConfiguration.class,
  OpenIdConfiguration.class,
  SecurityConfiguration.class,
  DeskPageConfiguration.class,
  InternalPortsConfiguration.class,
  WebServerConfiguration.class
})
public class ProducerApplication {
  public static void main(String[] args) {
    ServiceApplication.run(application(), args);
  }

  /** Returns the application, not started. Its settings are in {@code producer.yml}. */
  public static SpringApplication application() {
    return ServiceApplication.of(ProducerApplication.class, "producer");
  }
}
