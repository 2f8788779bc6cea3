package news.dateline.support.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Sets each of Dateline's services up as a Spring application. */
public final class ServiceApplication {
  /** Settings that each service has unless an operator changes them. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          // KafkaContact tells in one line what these tell for each client and attempt
          "logging.level.org.apache.kafka.clients.NetworkClient", "error",
          // its warning about a request that cannot be decoded quotes it, with a token perhaps
          "logging.level.reactor.netty.http.server", "error");

  private ServiceApplication() {}

  /** Returns the application, not started. Its settings are in the file {@code NAME.yml}. */
  public static SpringApplication of(Class<?> source, String name) {
    SpringApplication application = new SpringApplication(source);
    Map<String, Object> defaults = new HashMap<>(DEFAULTS);
    defaults.put("spring.config.name", name);
    application.setDefaultProperties(defaults);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(new RenamedSettings());
    return application;
  }

  /** Runs the application as the only one of its process. */
  public static void run(SpringApplication application, String[] args) {
    application.addListeners(new StopWhenBroken());
    application.addPrimarySources(List.of(ProcessMonitors.class));
    application.run(args);
  }
}
