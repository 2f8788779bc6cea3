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
          // KafkaContact logs one line in place of one for each client and attempt
          "logging.level.org.apache.kafka.clients.NetworkClient", "error",
          // these log a missing right at each attempt; Dateline logs it once, with the operation
          "logging.level.org.apache.kafka.clients.Metadata", "off",
          "logging.level.org.apache.kafka.clients.admin.internals.ListOffsetsHandler", "off",
          "logging.level.org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy", "off",
          "logging.level.org.apache.kafka.clients.consumer.internals.FetchCollector", "error",
          // these log each failure of a stream thread; StreamThreadRecovery logs the same cause
          "logging.level.org.apache.kafka.streams.KafkaStreams", "off",
          "logging.level.org.apache.kafka.streams.processor.internals.StreamThread", "off",
          "logging.level.org.apache.kafka.streams.processor.internals.RecordCollectorImpl", "off",
          // this warning quotes a request that cannot be decoded, which may contain a token
          "logging.level.reactor.netty.http.server", "error",
          // this warning about a connection that the producer refuses has a stack trace and the
          // address
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
    application.addListeners(
        new RenamedSettings(), new KnownBrokers(), new KafkaNamesConfiguration.PrefixCheck());
    return application;
  }

  /**
   * Runs the application as the only one of its process. If it cannot start, logs one line that
   * says why and ends the process with status 1.
   */
  public static void run(SpringApplication application, String[] args) {
    application.addListeners(new StopWhenBroken());
    application.addPrimarySources(List.of(ProcessMonitorsConfiguration.class));
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
