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

/** Health and metrics of all parts on one port, {@code standalone.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Management {

  /** Starts it for the parts that run. */
  static ConfigurableApplicationContext start(
      Settings settings,
      SharedMeters meters,
      Map<ProcessRole, ConfigurableApplicationContext> parts) {
    SpringApplication application = new SpringApplication(Management.class);
    application.setDefaultProperties(Map.of("spring.config.name", "standalone"));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.addInitializers(meters);
    application.addInitializers(
        (GenericApplicationContext context) ->
            parts.forEach((part, running) -> watch(context, part, running)));
    return application.run(
        "--server.port=" + settings.ports().management(),
        "--server.address=" + settings.bind(),
        "--spring.reactor.netty.shutdown-quiet-period=0s");
  }

  /** Whether every part is ready: an event published now would be decided and shown. */
  static boolean ready(ConfigurableApplicationContext management) {
    return status(management, "readiness").equals(Status.UP);
  }

  private static void watch(
      GenericApplicationContext context, ProcessRole part, ConfigurableApplicationContext running) {
    for (String probe : new String[] {"readiness", "liveness"}) {
      HealthIndicator indicator = () -> Health.status(status(running, probe)).build();
      context.registerBean(
          part + "-" + probe + "HealthIndicator", HealthIndicator.class, () -> indicator);
    }
  }

  private static Status status(ConfigurableApplicationContext application, String probe) {
    HealthDescriptor health = application.getBean(HealthEndpoint.class).healthForPath(probe);
    return health == null ? Status.UNKNOWN : health.getStatus();
  }
}
