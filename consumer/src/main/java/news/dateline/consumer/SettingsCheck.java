package news.dateline.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import news.dateline.support.boot.StartupException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;

/** Refuses to start if Kafka would reject the instance name or the state directory is unusable. */
final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  /** Kafka allows 249 characters. Kafka Streams appends the number of the stream thread. */
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConsumerProperties settings =
        Binder.get(event.getEnvironment())
            .bindOrCreate(ConsumerProperties.PREFIX, ConsumerProperties.class);
    checkInstance(settings.instance());
    checkReplication(settings);
    checkDirectory(settings.stateDir().toAbsolutePath().normalize());
  }

  static void checkInstance(String instance) {
    if (instance.isEmpty()) {
      throw new StartupException(
          "the name of this host is not to be found: name the instance ("
              + ConsumerProperties.PREFIX
              + ".instance, --instance)");
    }
    if (!INSTANCE.matcher(instance).matches()) {
      throw new StartupException(
          "the instance name '"
              + instance
              + "' does not match "
              + INSTANCE.pattern()
              + " ("
              + ConsumerProperties.PREFIX
              + ".instance, --instance)");
    }
  }

  private static void checkReplication(ConsumerProperties settings) {
    Integer minInsync = settings.minInsyncReplicas();
    if (minInsync != null && minInsync > settings.replicationFactor()) {
      throw new StartupException(
          ConsumerProperties.PREFIX
              + ".min-insync-replicas, "
              + minInsync
              + ", is more than "
              + ConsumerProperties.PREFIX
              + ".replication-factor, "
              + settings.replicationFactor());
    }
  }

  /** Creates the directory if it is missing, and checks that a file can be written to it. */
  private static void checkDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".dateline", ".probe"));
    } catch (IOException | SecurityException e) {
      throw new StartupException(
          "cannot write to the state directory "
              + directory
              + " ("
              + ConsumerProperties.PREFIX
              + ".state-dir): "
              + e.getClass().getSimpleName());
    }
  }
}
