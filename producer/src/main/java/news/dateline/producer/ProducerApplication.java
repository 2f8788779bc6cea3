package news.dateline.producer;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import news.dateline.producer.desk.DeskPageConfiguration;
import news.dateline.producer.editorial.EditorialConfiguration;
import news.dateline.producer.eventlog.EventLogConfiguration;
import news.dateline.producer.importing.ImportingConfiguration;
import news.dateline.producer.partners.PartnersConfiguration;
import news.dateline.producer.problem.EditorApiProblemHandler;
import news.dateline.producer.security.SecurityConfiguration;
import news.dateline.support.web.RespondOnEventLoop;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The newsroom side: editors' API and desk page on port 8081. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  EventLogConfiguration.class,
  EditorialConfiguration.class,
  ImportingConfiguration.class,
  PartnersConfiguration.class,
  SecurityConfiguration.class,
  DeskPageConfiguration.class
})
public class ProducerApplication {
  public static void main(String[] args) {
    SpringApplication application = application();
    application.addListeners(new StopWhenBroken());
    application.run(args);
  }

  /**
   * The application, ready to run. Whoever runs it stops with a failure once it publishes {@link
   * LivenessState#BROKEN}: then the topics are not what Dateline needs.
   */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(ProducerApplication.class);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(Map.of("spring.config.name", "producer"));
    return application;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EditorApiProblemHandler problemHandler() {
    return new EditorApiProblemHandler();
  }

  @Bean
  RespondOnEventLoop respondOnEventLoop() {
    return new RespondOnEventLoop();
  }

  /**
   * Threads of its own: the shared ones would stop with whichever application of the JVM stops
   * first.
   */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setLoopResourcesSupplier(() -> LoopResources.create("desk"));
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }

  private static final class StopWhenBroken
      implements ApplicationListener<AvailabilityChangeEvent<LivenessState>> {
    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<LivenessState> event) {
      if (event.getState() == LivenessState.BROKEN) {
        // on a thread of its own: the context waits for the one this comes on
        new Thread(() -> System.exit(1), "stop-broken").start();
      }
    }
  }
}
