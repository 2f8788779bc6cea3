package news.dateline.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import news.dateline.consumer.Rebuild;
import news.dateline.consumer.RebuildSettings;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.KafkaNamesConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** What the consumer's keys and variables say, for commands that run without the consumer. */
final class BoundSettings {
  private BoundSettings() {}

  /**
   * Returns a rebuild with the settings that the consumer would have on this Kafka.
   *
   * @param arguments further settings, which win over variables
   */
  static Rebuild rebuild(Path stateDir, String bootstrapServers, String... arguments) {
    return bind(
        context ->
            new Rebuild(
                context.getBean(KafkaSettings.class),
                RebuildSettings.of(context.getEnvironment(), stateDir)),
        List.of(KafkaConfiguration.class, SslAutoConfiguration.class),
        bootstrapServers,
        arguments);
  }

  /** Returns the names on Kafka. */
  static KafkaNames names() {
    // an address that is known, whatever the variables say: no client is created
    return bind(
        context -> context.getBean(KafkaNames.class),
        List.of(KafkaNamesConfiguration.class),
        "127.0.0.1:9092");
  }

  private static <T> T bind(
      Function<ConfigurableApplicationContext, T> result,
      List<Class<?>> sources,
      String bootstrapServers,
      String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--" + Variables.KAFKA + "=" + bootstrapServers);
    SpringApplication binding = ServiceApplication.of(sources.get(0), "consumer");
    binding.addPrimarySources(sources);
    binding.setWebApplicationType(WebApplicationType.NONE);
    binding.setLogStartupInfo(false);
    try (ConfigurableApplicationContext context = binding.run(all.toArray(String[]::new))) {
      return result.apply(context);
    }
  }
}
