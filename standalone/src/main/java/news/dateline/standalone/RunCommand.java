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

/** {@code ./dateline run}: everything in one JVM, or the named parts. */
@Command(
    name = "dateline run",
    description =
        "Runs Dateline: a Kafka broker, the producer, the consumer and the feed-api in one JVM.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the data are kept; made when missing (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--feed-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = Port.class,
      description =
          "Readers' pages and streams (default: ${DEFAULT-VALUE}; 0 picks a free one, as for every port).")
  private int feedPort;

  @Option(
      names = "--desk-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      converter = Port.class,
      description = "The editors' API and desk (default: ${DEFAULT-VALUE}).")
  private int deskPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "19092",
      converter = Port.class,
      description = "The broker (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      converter = Port.class,
      description = "Health and metrics (default: ${DEFAULT-VALUE}).")
  private int managementPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address everything listens on (default: ${DEFAULT-VALUE}).")
  private String bind = "";

  @Option(
      names = "--only",
      paramLabel = "PARTS",
      split = ",",
      description = "Run only these parts: ${COMPLETION-CANDIDATES}.")
  private List<ProcessRole> only = List.of();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka instead of a broker of its own.")
  private @Nullable String kafka;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      defaultValue = "consumer-1",
      description =
          "This consumer among several: the same name over restarts (default: ${DEFAULT-VALUE}).")
  private String instance = "";

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "0",
      converter = Standbys.class,
      description =
          "Warm copies of each feed's state on other consumers, 0 to 2 (default: ${DEFAULT-VALUE}).")
  private int standbys;

  @Option(names = "--demo", description = "Also publish a sample feed, the first time.")
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
    Set<ProcessRole> parts = parts();
    if (kafka != null && parts.contains(ProcessRole.BROKER)) {
      throw new ParameterException(
          new CommandLine(this), "--kafka names another Kafka, so the broker of --only cannot run");
    }
    String external = kafka == null ? "127.0.0.1:" + kafkaPort : kafka;
    return new Settings(
        data,
        new Settings.Ports(feedPort, deskPort, kafkaPort, managementPort),
        bind,
        parts,
        external,
        new Settings.ConsumerInstance(instance, standbys),
        demo);
  }

  private Set<ProcessRole> parts() {
    Set<ProcessRole> parts =
        only.isEmpty() ? EnumSet.allOf(ProcessRole.class) : EnumSet.copyOf(only);
    if (kafka != null && only.isEmpty()) {
      parts.remove(ProcessRole.BROKER);
    }
    return parts;
  }

  /** A port number; 0 picks a free one. */
  private static final class Port implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
        throw new CommandLine.TypeConversionException("'" + value + "' is not a port (0 to 65535)");
      }
      return Integer.valueOf(value);
    }
  }

  /** How many copies of a state other instances keep. */
  private static final class Standbys implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("[0-2]")) {
        throw new CommandLine.TypeConversionException("'" + value + "' is not 0, 1 or 2");
      }
      return Integer.valueOf(value);
    }
  }
}
