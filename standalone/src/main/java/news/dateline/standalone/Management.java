package news.dateline.standalone;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Serves health and metrics of all applications of the process on one port. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Management {

  /** Starts the management port for these applications. */
  static ConfigurableApplicationContext start(
      Settings settings,
      SharedMeters meters,
      Map<ProcessRole, ConfigurableApplicationContext> applications) {
    SpringApplication application = new SpringApplication(Management.class);
    application.setDefaultProperties(Map.of("spring.config.name", "standalone"));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.addInitializers(meters);
    application.addInitializers(
        (GenericApplicationContext context) ->
            applications.forEach((role, running) -> addIndicators(context, role, running)));
    return application.run(
        "--server.port=" + settings.ports().management(),
        "--server.address=" + settings.bind(),
        "--spring.reactor.netty.shutdown-quiet-period=0s");
  }

  /** Returns true if every application is ready: an event would be decided and shown. */
  static boolean isReady(ConfigurableApplicationContext management) {
    return status(management, "readiness").equals(Status.UP);
  }

  private static void addIndicators(
      GenericApplicationContext context, ProcessRole role, ConfigurableApplicationContext running) {
    for (String probe : new String[] {"readiness", "liveness"}) {
      HealthIndicator indicator = () -> Health.status(status(running, probe)).build();
      context.registerBean(
          role + "-" + probe + "HealthIndicator", HealthIndicator.class, () -> indicator);
    }
  }

  private static Status status(ConfigurableApplicationContext application, String probe) {
    HealthDescriptor health = application.getBean(HealthEndpoint.class).healthForPath(probe);
    return health == null ? Status.UNKNOWN : health.getStatus();
  }
}
