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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The Spring applications of one run. Thread-safe: a signal may stop them while they start. */
final class Applications implements AutoCloseable {
  /** The argument for a consumer whose broker is in this process. */
  static final String ONE_COPY = "--dateline.consumer.replication-factor=1";

  private static final Logger LOG = LoggerFactory.getLogger(Applications.class);

  private final Map<ProcessRole, ConfigurableApplicationContext> running =
      new EnumMap<>(ProcessRole.class);
  private boolean closed;

  /** What every application needs for its start. */
  record StartupContext(Settings settings, DataDirectory data, String kafka, SharedMeters meters) {}

  /**
   * Starts the applications and returns when all have started. From version 25 of the JDK on as
   * many start at the same time as the common pool of the JVM has threads: one on two cores, on
   * which more would not be ready earlier.
   *
   * @throws IllegalStateException if one cannot start. The others may be running; {@link #close()}
   *     stops them.
   */
  void start(StartupContext context) {
    CompletableFuture<?>[] starting =
        Stream.of(ProcessRole.CONSUMER, ProcessRole.PRODUCER, ProcessRole.FEED_API)
            .filter(context.settings()::runs)
            .map(role -> CompletableFuture.runAsync(() -> start(role, context)))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(starting).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void start(ProcessRole role, StartupContext context) {
    if (!isClosed()) {
      add(role, run(role, context));
    }
  }

  /** Adds an application that has started. Stops it if the others were stopped meanwhile. */
  void add(ProcessRole role, ConfigurableApplicationContext started) {
    synchronized (this) {
      if (!closed) {
        running.put(role, started);
        return;
      }
    }
    stop(started);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Returns the running applications. */
  synchronized Map<ProcessRole, ConfigurableApplicationContext> running() {
    return new EnumMap<>(running);
  }

  /** Returns the port that an application listens on. */
  String port(ProcessRole role) {
    return Objects.requireNonNull(running().get(role), role + " does not run")
        .getEnvironment()
        .getRequiredProperty("local.server.port");
  }

  private static ConfigurableApplicationContext run(ProcessRole role, StartupContext context) {
    SpringApplication application = application(role);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.addInitializers(context.meters());
    context.settings().pages().ifPresent(url -> setDefaultPages(application, role, url));
    application.addListeners(new StopWhenBroken());
    return application.run(arguments(role, context).toArray(String[]::new));
  }

  /** Tells the desk where the pages of this run are, unless the operator has said it. */
  private static void setDefaultPages(SpringApplication application, ProcessRole role, String url) {
    if (role == ProcessRole.PRODUCER) {
      application.addInitializers(
          producer ->
              producer
                  .getEnvironment()
                  .getPropertySources()
                  .addLast(
                      new MapPropertySource("pages", Map.of("dateline.site.public-url", url))));
    }
  }

  private static SpringApplication application(ProcessRole role) {
    return switch (role) {
      case PRODUCER -> ProducerApplication.application();
      case FEED_API -> FeedApiApplication.application();
      default -> {
        SpringApplication consumer = ConsumerApplication.application();
        consumer.setWebApplicationType(WebApplicationType.NONE);
        yield consumer;
      }
    };
  }

  static List<String> arguments(ProcessRole role, StartupContext context) {
    Settings settings = context.settings();
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.kafka.bootstrap-servers=" + context.kafka());
    arguments.add("--management.server.port=-1");
    arguments.add("--server.address=" + settings.bind());
    arguments.add("--spring.reactor.netty.shutdown-quiet-period=0s");
    switch (role) {
      case PRODUCER -> {
        arguments.add("--server.port=" + settings.ports().desk());
        arguments.add("--dateline.desk.token-file=" + context.data().token());
      }
      case FEED_API -> arguments.add("--server.port=" + settings.ports().feed());
      default -> {
        arguments.add("--dateline.consumer.state-dir=" + context.data().consumer());
        addIfGiven(arguments, "instance", settings.consumer().instance());
        addIfGiven(arguments, "num-standby-replicas", settings.consumer().standbys());
        if (settings.runs(ProcessRole.BROKER)) {
          arguments.add(ONE_COPY);
        }
      }
    }
    return arguments;
  }

  /** Leaves the setting to variables and its default if there was no flag. */
  private static void addIfGiven(List<String> arguments, String key, @Nullable Object flag) {
    if (flag != null) {
      arguments.add("--dateline.consumer." + key + "=" + flag);
    }
  }

  /**
   * Turns all applications unready. Stops feed-api while the others go on, so that its streams have
   * all changes until they end, and then the others at the same time. Stops all at the same time if
   * one is broken, because a standby on another machine waits for its end. An application that
   * cannot be stopped is logged, and keeps none of the others from being stopped. This does not
   * wait for an application that is still starting: it is stopped once it has started, unless the
   * process has ended. No other starts any more.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    Map<ProcessRole, ConfigurableApplicationContext> open = running();
    ConfigurableApplicationContext feedApi = open.get(ProcessRole.FEED_API);
    if (feedApi != null && open.values().stream().noneMatch(Applications::isBroken)) {
      open.values().forEach(Applications::refuseTraffic);
      stop(feedApi);
    }
    open.values().parallelStream().forEach(Applications::stop);
  }

  private static boolean isBroken(ConfigurableApplicationContext application) {
    return application.isActive()
        && application.getBeanProvider(ApplicationAvailability.class).stream()
            .anyMatch(state -> state.getLivenessState() == LivenessState.BROKEN);
  }

  private static void refuseTraffic(ConfigurableApplicationContext application) {
    try {
      AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
    } catch (RuntimeException e) {
      LOG.warn("{} could not be turned unready", application.getDisplayName(), e);
    }
  }

  /** Closes the application, and logs an error instead of throwing it. */
  static void stop(ConfigurableApplicationContext application) {
    try {
      application.close();
    } catch (RuntimeException e) {
      LOG.error("{} could not be stopped", application.getDisplayName(), e);
    }
  }
}
