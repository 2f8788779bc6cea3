package news.dateline.producer;

import java.time.Clock;
import java.time.Duration;
import news.dateline.producer.problem.EditorApiProblemHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The beans that all packages of the producer use. */
@Configuration(proxyBeanMethods = false)
class ProducerConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EditorApiProblemHandler problemHandler() {
    return new EditorApiProblemHandler();
  }

  /**
   * Creates event loops for this application only. Shared ones would stop when another application
   * in the JVM stops.
   */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setLoopResourcesSupplier(() -> LoopResources.create("editors-api"));
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }
}
