package news.dateline.standalone;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import news.dateline.consumer.ConsumerApplication;
import news.dateline.feedapi.FeedApiApplication;
import news.dateline.producer.ProducerApplication;
import news.dateline.support.boot.StopWhenBroken;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring applications of one run. */
final class Applications implements AutoCloseable {
  private final Map<ProcessRole, ConfigurableApplicationContext> running =
      new EnumMap<>(ProcessRole.class);

  /** What every part is told. */
  record StartupContext(Settings settings, DataDirectory data, String kafka, SharedMeters meters) {}

  /** Starts the parts side by side; returns when all have started, or throws what hindered one. */
  void start(StartupContext surroundings) {
    Map<ProcessRole, CompletableFuture<ConfigurableApplicationContext>> starting =
        new EnumMap<>(ProcessRole.class);
    Stream.of(ProcessRole.CONSUMER, ProcessRole.PRODUCER, ProcessRole.FEED_API)
        .filter(surroundings.settings()::runs)
        .forEach(
            part ->
                starting.put(part, CompletableFuture.supplyAsync(() -> run(part, surroundings))));
    CompletableFuture<?> all =
        CompletableFuture.allOf(starting.values().toArray(CompletableFuture[]::new));
    try {
      all.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      starting.forEach((part, started) -> keep(part, started));
    }
  }

  private void keep(ProcessRole part, CompletableFuture<ConfigurableApplicationContext> started) {
    if (!started.isCompletedExceptionally()) {
      running.put(part, started.join());
    }
  }

  /** The parts that run. */
  Map<ProcessRole, ConfigurableApplicationContext> running() {
    return running;
  }

  /** The port a part serves on, also where it picked a free one. */
  String port(ProcessRole part) {
    return Objects.requireNonNull(running.get(part), part + " does not run")
        .getEnvironment()
        .getRequiredProperty("local.server.port");
  }

  private static ConfigurableApplicationContext run(ProcessRole part, StartupContext surroundings) {
    SpringApplication application = application(part);
    application.setRegisterShutdownHook(false);
    application.addInitializers(surroundings.meters());
    application.addListeners(new StopWhenBroken());
    return application.run(arguments(part, surroundings).toArray(String[]::new));
  }

  private static SpringApplication application(ProcessRole part) {
    return switch (part) {
      case PRODUCER -> ProducerApplication.application();
      case FEED_API -> FeedApiApplication.application();
      default -> {
        SpringApplication consumer = ConsumerApplication.application();
        consumer.setWebApplicationType(WebApplicationType.NONE);
        yield consumer;
      }
    };
  }

  private static List<String> arguments(ProcessRole part, StartupContext surroundings) {
    Settings settings = surroundings.settings();
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.kafka.bootstrap-servers=" + surroundings.kafka());
    arguments.add("--management.server.port=-1");
    arguments.add("--server.address=" + settings.bind());
    arguments.add("--spring.reactor.netty.shutdown-quiet-period=0s");
    switch (part) {
      case PRODUCER -> {
        arguments.add("--server.port=" + settings.ports().desk());
        arguments.add("--dateline.desk.token-file=" + surroundings.data().token());
      }
      case FEED_API -> arguments.add("--server.port=" + settings.ports().feed());
      default -> {
        arguments.add("--dateline.consumer.state-dir=" + surroundings.data().consumer());
        arguments.add("--dateline.consumer.instance=" + settings.peer().instance());
        arguments.add("--dateline.consumer.num-standby-replicas=" + settings.peer().standbys());
      }
    }
    return arguments;
  }

  @Override
  public void close() {
    running.values().parallelStream().forEach(ConfigurableApplicationContext::close);
  }
}
