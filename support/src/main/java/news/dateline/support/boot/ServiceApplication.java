package news.dateline.support.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Sets each of Dateline's services up as a Spring application. */
public final class ServiceApplication {
  private static final Logger log = LoggerFactory.getLogger(ServiceApplication.class);

  /** Settings that each service has unless an operator changes them. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          // KafkaContact tells in one line what these tell for each client and attempt
          "logging.level.org.apache.kafka.clients.NetworkClient", "error",
          // its warning about a request that cannot be decoded quotes it, with a token perhaps
          "logging.level.reactor.netty.http.server", "error",
          // its warning about a connection that the producer refuses has a stack and the address
          "logging.level.reactor.netty.http.client", "error");

  private ServiceApplication() {}

  /** Returns the application, not started. Its settings are in the file {@code NAME.yml}. */
  public static SpringApplication of(Class<?> source, String name) {
    SpringApplication application = new SpringApplication(source);
    Map<String, Object> defaults = new HashMap<>(DEFAULTS);
    defaults.put("spring.config.name", name);
    application.setDefaultProperties(defaults);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(new RenamedSettings(), new KnownBrokers());
    return application;
  }

  /**
   * Runs the application as the only one of its process. If it cannot start, logs one line that
   * says why and ends the process with status 1.
   */
  public static void run(SpringApplication application, String[] args) {
    application.addListeners(new StopWhenBroken());
    application.addPrimarySources(List.of(ProcessMonitors.class));
    try {
      application.run(args);
    } catch (RuntimeException e) {
      StartupException failure = StartupException.in(e);
      if (failure == null) {
        throw e;
      }
      log.error("The service cannot start: {}", failure.getMessage());
      System.exit(1);
    }
  }
}
