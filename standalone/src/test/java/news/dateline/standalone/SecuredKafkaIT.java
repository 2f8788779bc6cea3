package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import news.dateline.testsupport.SecureBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service, and a rebuild, on a Kafka that wants SASL over TLS. */
class SecuredKafkaIT {
  private static final String BUNDLE = "-Dspring.ssl.bundle.jks.kafka.truststore.";
  private static final String PROPERTY = "-Dspring.kafka.properties.sasl.";

  @Test
  void theServiceAndARebuildRunWithSaslOverTls(@TempDir Path keys, @TempDir Path data)
      throws Exception {
    try (SecureBroker broker = SecureBroker.start(keys, Map.of())) {
      broker.setScramPassword("from-a-file");
      Path password = Files.writeString(keys.resolve("password"), "from-a-file");
      List<String> flags = flags(broker, password);
      String[] kafka = {"--kafka", broker.saslAddress()};

      try (DatelineProcess dateline = DatelineProcess.start(flags, data, kafka)) {
        EditorApiClient editor = EditorApiClient.of(dateline);
        String epoch = editor.open("secured").path("epoch").asString();
        editor.publish("secured", "a", "Over TLS");
        assertThat(editor.snapshot("secured", "?min=" + epoch + "-2")).contains("Over TLS");
      }
      try (DatelineProcess rebuild = DatelineProcess.rebuild(flags, data, kafka)) {
        assertThat(rebuild.exitCode()).as("%s", rebuild.lines()).isZero();
        assertThat(rebuild.lines()).last().asString().contains("2 events decided anew");
      }
    }
  }

  private static List<String> flags(SecureBroker broker, Path password) {
    return List.of(
        DatelineProcess.ONE_COPY,
        "-Dspring.kafka.security.protocol=SASL_SSL",
        "-Dspring.kafka.ssl.bundle=kafka",
        BUNDLE + "location=file:" + broker.store("trust"),
        BUNDLE + "password=" + SecureBroker.STORE_PASSWORD,
        PROPERTY + "mechanism=SCRAM-SHA-512",
        PROPERTY
            + "client.callback.handler.class=news.dateline.support.kafka.PasswordFileCallbackHandler",
        PROPERTY
            + "jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"dateline\" passwordFile=\""
            + password
            + "\";");
  }
}
