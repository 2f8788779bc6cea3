package news.dateline.standalone;

import java.util.Map;
import java.util.TreeMap;
import news.dateline.support.boot.ProcessMonitorsConfiguration;
import news.dateline.support.web.InternalPortsConfiguration;
import news.dateline.support.web.ProblemHandler;
import news.dateline.support.web.WebServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** Serves health and metrics of all applications of the process on one port. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  ProcessMonitorsConfiguration.class,
  InternalPortsConfiguration.class,
  WebServerConfiguration.class
})
class Management {
  @Bean
  ProblemHandler problemHandler() {
    return new ProblemHandler();
  }

  /** Starts the management port for these applications. */
  static ConfigurableApplicationContext start(
      Applications.StartupContext process,
      Map<ProcessRole, ConfigurableApplicationContext> applications) {
    Settings settings = process.settings();
    SpringApplication application = new SpringApplication(Management.class);
    application.setDefaultProperties(Map.of("spring.config.name", "standalone"));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.addInitializers(process.meters());
    application.addInitializers(
        (GenericApplicationContext context) ->
            applications.forEach((role, running) -> addIndicators(context, role, running)));
    return application.run(
        "--server.port=" + settings.ports().management(),
        "--server.address=" + settings.bind(),
        "--spring.kafka.bootstrap-servers=" + process.kafka(),
        "--management.health.diskspace.path=" + process.data().directory(),
        "--spring.reactor.netty.shutdown-quiet-period=0s");
  }

  /** Returns true if every application is ready: an event would be decided and shown. */
  static boolean isReady(ConfigurableApplicationContext management) {
    HealthDescriptor readiness =
        management.getBean(HealthEndpoint.class).healthForPath("readiness");
    return readiness != null && readiness.getStatus().equals(Status.UP);
  }

  /** Adds the health of an application as a whole, and of each of its probes. */
  private static void addIndicators(
      GenericApplicationContext context, ProcessRole role, ConfigurableApplicationContext running) {
    HealthEndpoint endpoint = running.getBean(HealthEndpoint.class);
    addIndicator(context, role.toString(), () -> health(endpoint.health()));
    for (String probe : new String[] {"readiness", "liveness"}) {
      addIndicator(context, role + "-" + probe, () -> health(endpoint.healthForPath(probe)));
    }
  }

  private static void addIndicator(
      GenericApplicationContext context, String name, HealthIndicator indicator) {
    context.registerBean(name + "HealthIndicator", HealthIndicator.class, () -> indicator);
  }

  /** Returns a health with the components of another one as its details. */
  private static Health health(@Nullable HealthDescriptor of) {
    if (of == null) {
      return Health.unknown().build();
    }
    Health.Builder health = Health.status(of.getStatus());
    if (of instanceof CompositeHealthDescriptor composite && composite.getComponents() != null) {
      health.withDetails(new TreeMap<>(composite.getComponents()));
    }
    return health.build();
  }
}
