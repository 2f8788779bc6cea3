package news.dateline.consumer;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The consumer in this JVM. */
record RunningConsumer(ConfigurableApplicationContext application) implements AutoCloseable {
  /**
   * @param settings keys of {@code dateline.consumer} with their values, such as {@code
   *     num-standby-replicas=1}
   */
  static RunningConsumer start(String kafka, Path stateDir, String... settings) {
    SpringApplication application = ConsumerApplication.application();
    application.setWebApplicationType(WebApplicationType.NONE);
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--spring.kafka.bootstrap-servers=" + kafka,
                    "--dateline.consumer.state-dir=" + stateDir),
                Stream.of(settings).map(setting -> "--dateline.consumer." + setting))
            .toList();
    return new RunningConsumer(application.run(arguments.toArray(String[]::new)));
  }

  /** Waits until the readiness is up: a new event is decided at once. */
  RunningConsumer ready() {
    FeedProcessingHealth health = application.getBean(FeedProcessingHealth.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> health.health().getStatus().equals(Status.UP));
    return this;
  }

  @Override
  public void close() {
    application.close();
  }
}
