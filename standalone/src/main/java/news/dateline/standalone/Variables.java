package news.dateline.standalone;

import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings in environment variables and system properties. A flag that is given counts instead
 * of them; the default of a flag does not.
 */
final class Variables {
  static final String KAFKA = "spring.kafka.bootstrap-servers";
  static final String STATE_DIR = "dateline.consumer.state-dir";
  static final String TOKEN_FILE = "dateline.desk.token-file";

  private Variables() {}

  /** Returns the value of a setting by its key, unless it is empty. */
  static Optional<String> value(String key) {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigurationPropertySources.attach(environment);
    return Optional.ofNullable(environment.getProperty(key)).filter(value -> !value.isEmpty());
  }

  /**
   * Refuses settings of files that are in {@code --data}. They would be ignored otherwise.
   *
   * @throws StartFailure if one of them is set
   */
  static void refuseFilesOutsideData() {
    for (String key : new String[] {STATE_DIR, TOKEN_FILE}) {
      if (value(key).isPresent()) {
        throw StartFailure.ofData(
            key, key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
      }
    }
  }
}
