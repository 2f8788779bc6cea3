package news.dateline.standalone;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs the broker and the three applications in one process, or some of them. */
@Command(
    name = "run",
    description = {
      "Runs Dateline: a Kafka broker, the producer, the consumer and the feed-api in one JVM.",
      "A flag that is given counts. Otherwise the environment variable of the setting does."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description =
          "The directory of all data. It is created if it is missing (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--feed-port",
      paramLabel = "PORT",
      defaultValue = "${DATELINE_FEED_PORT:-8080}",
      converter = Port.class,
      description =
          "The port of the public API and pages (default: ${DEFAULT-VALUE}). 0 picks a free port,"
              + " as it does for every port.")
  private int feedPort;

  @Option(
      names = "--desk-port",
      paramLabel = "PORT",
      defaultValue = "${DATELINE_DESK_PORT:-8081}",
      converter = Port.class,
      description = "The port of the editors' API (default: ${DEFAULT-VALUE}).")
  private int deskPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "19092",
      converter = Port.class,
      description = "The port of the broker (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "${DATELINE_MANAGEMENT_PORT:-8082}",
      converter = Port.class,
      description = "The port of health and metrics (default: ${DEFAULT-VALUE}).")
  private int managementPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${DATELINE_BIND:-127.0.0.1}",
      description = "The address that every port is bound to (default: ${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--only",
      paramLabel = "ROLES",
      split = ",",
      description = "Runs only these roles: ${COMPLETION-CANDIDATES}.")
  private List<ProcessRole> only = List.of();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "Uses this Kafka instead of a broker in the process. Without the flag, a run whose --only"
              + " has no broker takes SPRING_KAFKA_BOOTSTRAPSERVERS; a run with a broker ignores this"
              + " variable.")
  private @Nullable String kafka;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description =
          "The name of this consumer among several. Keep it over restarts (default: the name of the"
              + " host).")
  private @Nullable String instance;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      description =
          "The number of standby copies of each feed's state on other consumers, 0 to 2 (default:"
              + " 0).")
  private @Nullable Integer standbys;

  @Option(names = "--demo", description = "Publishes sample feeds if they do not exist.")
  private boolean demo;

  @Override
  public Integer call() throws InterruptedException {
    Standalone standalone = new Standalone(settings(), System.out);
    Thread stop = new Thread(standalone::close, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    standalone.start();
    standalone.awaitStop();
    return 0;
  }

  private Settings settings() {
    Set<ProcessRole> roles = roles();
    if (kafka != null && roles.contains(ProcessRole.BROKER)) {
      throw new ParameterException(
          new CommandLine(this), "--kafka names another Kafka, so the broker of --only cannot run");
    }
    if (standbys != null && (standbys < 0 || standbys > 2)) {
      throw new ParameterException(new CommandLine(this), "--standbys is not 0, 1 or 2");
    }
    Variables.refuseFilesOutsideData();
    return new Settings(
        data,
        new Settings.Ports(feedPort, deskPort, kafkaPort, managementPort),
        bind,
        roles,
        kafka == null ? Variables.value(Variables.KAFKA).orElse("127.0.0.1:" + kafkaPort) : kafka,
        new Settings.ConsumerInstance(instance, standbys),
        demo);
  }

  private Set<ProcessRole> roles() {
    Set<ProcessRole> roles =
        only.isEmpty() ? EnumSet.allOf(ProcessRole.class) : EnumSet.copyOf(only);
    if (kafka != null && only.isEmpty()) {
      roles.remove(ProcessRole.BROKER);
    }
    return roles;
  }

  /** Reads a port number. */
  private static final class Port implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
        throw new CommandLine.TypeConversionException("'" + value + "' is not a port (0 to 65535)");
      }
      return Integer.valueOf(value);
    }
  }
}
