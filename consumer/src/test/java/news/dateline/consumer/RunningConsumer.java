package news.dateline.consumer;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.consumer.topology.FeedTopology;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The consumer in this JVM. */
record RunningConsumer(ConfigurableApplicationContext application) implements AutoCloseable {
  /**
   * @param settings keys of {@code dateline.consumer} with their values, such as {@code
   *     num-standby-replicas=1}
   */
  static RunningConsumer start(String kafka, Path stateDir, String... settings) {
    return start(ConsumerApplication.application(), kafka, stateDir, settings);
  }

  /** Starts a consumer that takes the segments of the topics to be closed after this time. */
  static RunningConsumer withSegments(
      Duration segment, String kafka, Path stateDir, String... settings) {
    SpringApplication application = ConsumerApplication.application();
    application.addInitializers(
        (GenericApplicationContext context) ->
            context.registerBean(
                "testTiming",
                FeedTopology.Timing.class,
                () -> new FeedTopology.Timing(segment, Duration.ofMillis(25)),
                bean -> bean.setPrimary(true)));
    return start(application, kafka, stateDir, settings);
  }

  /** Starts a consumer with a property of its clients of Kafka. */
  static RunningConsumer with(String property, Object value, String kafka, Path stateDir) {
    SpringApplication application = ConsumerApplication.application();
    set(application, "spring.kafka.streams.properties[" + property + "]", value);
    return start(application, kafka, stateDir);
  }

  /** Sets a property of an application before it starts. */
  static void set(SpringApplication application, String property, Object value) {
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of(property, value))));
  }

  static RunningConsumer start(
      SpringApplication application, String kafka, Path stateDir, String... settings) {
    application.setWebApplicationType(WebApplicationType.NONE);
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka);
    arguments.add("--dateline.consumer.state-dir=" + stateDir);
    Stream.of(settings).forEach(setting -> arguments.add("--dateline.consumer." + setting));
    if (Stream.of(settings).noneMatch(setting -> setting.startsWith("replication-factor="))) {
      arguments.add("--dateline.consumer.replication-factor=1");
    }
    return new RunningConsumer(application.run(arguments.toArray(String[]::new)));
  }

  /** Waits until the readiness is up: a new event is decided at once. */
  RunningConsumer ready() {
    await().atMost(Duration.ofMinutes(3)).until(() -> readiness().equals(Status.UP));
    return this;
  }

  Status readiness() {
    return status(application.getBean(FeedProcessingHealth.class));
  }

  Status liveness() {
    return status(application.getBean(StreamsLiveness.class));
  }

  private static Status status(HealthIndicator indicator) {
    return Objects.requireNonNull(indicator.health()).getStatus();
  }

  @Override
  public void close() {
    application.close();
  }
}
