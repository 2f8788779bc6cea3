package news.dateline.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import news.dateline.broker.InProcessBroker;
import news.dateline.consumer.Rebuild;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Decides every event again while the service is stopped. */
@Command(
    name = "rebuild",
    description = {
      "Decides every event of news-events again, with the same results, and numbers all feeds under"
          + " a new epoch.",
      "Use it if the state is lost or the rules have changed. Stop the service first. The command"
          + " can be interrupted and started again. Subscribers that reconnect receive a reset."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RebuildCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "The data directory of the service (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "The Kafka of the service, if it is not the broker in --data (default:"
              + " SPRING_KAFKA_BOOTSTRAPSERVERS, if the variable is set).")
  private @Nullable String kafka;

  @Override
  public Integer call() throws InterruptedException {
    Variables.refuseFilesOutsideData();
    String external = kafka == null ? Variables.value(Variables.KAFKA).orElse(null) : kafka;
    Set<ProcessRole> roles =
        external == null
            ? EnumSet.of(ProcessRole.BROKER, ProcessRole.CONSUMER)
            : EnumSet.of(ProcessRole.CONSUMER);
    try (DataDirectory directory = DataDirectory.open(data, roles)) {
      if (external != null) {
        rebuild(BoundSettings.rebuild(directory.consumer(), external));
        return 0;
      }
      try (InProcessBroker broker =
          InProcessBroker.start(new InProcessBroker.Settings(directory.kafka(), "127.0.0.1", 0))) {
        rebuild(
            BoundSettings.rebuild(
                directory.consumer(), broker.bootstrapServers(), Applications.ONE_COPY));
      }
    }
    return 0;
  }

  private static void rebuild(Rebuild rebuild) throws InterruptedException {
    Rebuild.Report report = rebuild.run(new RebuildProgress(System.out, Clock.systemUTC()));
    double seconds = report.took().toMillis() / 1000.0;
    System.out.printf(
        "%d events decided anew in %.1f s (%.0f a second). Start the service again.%n",
        report.events(), seconds, report.events() / seconds);
  }
}
