package news.dateline.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import news.dateline.broker.InProcessBroker;
import news.dateline.consumer.Rebuild;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.kafka.KafkaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
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
      description = "The Kafka of the service, if it is not the broker in --data.")
  private @Nullable String kafka;

  @Override
  public Integer call() throws InterruptedException {
    Set<ProcessRole> roles =
        kafka == null
            ? EnumSet.of(ProcessRole.BROKER, ProcessRole.CONSUMER)
            : EnumSet.of(ProcessRole.CONSUMER);
    try (DataDirectory directory = DataDirectory.open(data, roles)) {
      if (kafka != null) {
        rebuild(kafka, directory);
        return 0;
      }
      try (InProcessBroker broker =
          InProcessBroker.start(new InProcessBroker.Settings(directory.kafka(), "127.0.0.1", 0))) {
        rebuild(broker.bootstrapServers(), directory);
      }
    }
    return 0;
  }

  private static void rebuild(String kafka, DataDirectory directory) throws InterruptedException {
    Rebuild.Report report =
        new Rebuild(settings(kafka), directory.consumer())
            .run(new RebuildProgress(System.out, Clock.systemUTC()));
    double seconds = report.took().toMillis() / 1000.0;
    System.out.printf(
        "%d events decided anew in %.1f s (%.0f a second). Start the service again.%n",
        report.events(), seconds, report.events() / seconds);
  }

  /**
   * Returns the settings that the service's clients would have, from the same keys and variables.
   */
  private static KafkaSettings settings(String bootstrapServers) {
    SpringApplication binding = ServiceApplication.of(KafkaConfiguration.class, "consumer");
    binding.addPrimarySources(List.of(SslAutoConfiguration.class));
    binding.setWebApplicationType(WebApplicationType.NONE);
    binding.setLogStartupInfo(false);
    try (ConfigurableApplicationContext context =
        binding.run("--spring.kafka.bootstrap-servers=" + bootstrapServers)) {
      return context.getBean(KafkaSettings.class);
    }
  }
}
