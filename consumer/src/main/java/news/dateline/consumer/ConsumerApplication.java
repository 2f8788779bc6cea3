package news.dateline.consumer;

import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.web.InternalPortsConfiguration;
import news.dateline.support.web.WebServerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Decides the events on {@code news-events} and writes the state of every feed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  ConsumerConfiguration.class,
  KafkaConfiguration.class,
  InternalPortsConfiguration.class,
  WebServerConfiguration.class
})
public class ConsumerApplication {
  public static void main(String[] args) {
    ServiceApplication.run(application(), args);
  }

  /** Returns the application, not started, with its settings from {@code consumer.yml}. */
  public static SpringApplication application() {
    SpringApplication application = ServiceApplication.of(ConsumerApplication.class, "consumer");
    application.addListeners(new SettingsCheck());
    return application;
  }
}
