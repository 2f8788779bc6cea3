package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import news.dateline.testsupport.secure.SecureBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every service, and a rebuild, on a Kafka that wants TLS, with the variables of
 * docs/operations/kafka.md.
 */
class SecuredKafkaIT {
  private static final Pattern VARIABLE =
      Pattern.compile("^export (SPRING_[A-Z0-9_]+)='?(.*?)'?$", Pattern.MULTILINE);
  private static final String BUNDLE = "SPRING_SSL_BUNDLE_PEM_KAFKA_";

  @TempDir private Path keys;
  @TempDir private Path data;

  @Test
  void theServiceAndARebuildRunWithSaslOverTlsAndAPasswordInAFile() throws Exception {
    try (SecureBroker broker = SecureBroker.start(keys, Map.of())) {
      broker.setScramPassword("from-a-file");
      Path password = Files.writeString(keys.resolve("password"), "from-a-file");

      assertRuns(documented(password), broker.saslAddress());
    }
  }

  @Test
  void theServiceAndARebuildRunWithACertificateOfTheClientInPemFiles() throws Exception {
    try (SecureBroker broker = SecureBroker.start(keys, Map.of())) {
      Map<String, String> variables = documented(keys);
      variables.keySet().removeIf(name -> name.contains("_SASL_"));
      variables.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SSL");
      variables.put(BUNDLE + "KEYSTORE_CERTIFICATE", "file:" + keys.resolve("client.pem"));
      variables.put(BUNDLE + "KEYSTORE_PRIVATEKEY", "file:" + key(broker));

      assertRuns(variables, broker.tlsAddress());
    }
  }

  private void assertRuns(Map<String, String> variables, String address) throws Exception {
    variables.put("SPRING_KAFKA_BOOTSTRAPSERVERS", address);
    String[] roles = {"--only", "consumer,producer,feed-api"};
    try (DatelineProcess dateline = DatelineProcess.start(variables, data, roles)) {
      EditorApiClient editor = EditorApiClient.of(dateline);
      String epoch = editor.open("secured").path("epoch").asString();
      editor.publish("secured", "a", "Over TLS");
      assertThat(editor.snapshot("secured", "?min=" + epoch + "-2")).contains("Over TLS");
    }
    try (DatelineProcess rebuild = DatelineProcess.rebuild(variables, List.of(), data)) {
      assertThat(rebuild.exitCode()).as("%s", rebuild.lines()).isZero();
      assertThat(rebuild.lines()).last().asString().contains("2 events decided anew");
    }
  }

  /** Returns the variables of the page's first example, with the files of the test. */
  private Map<String, String> documented(Path password) throws IOException {
    String page = Files.readString(Path.of("../docs/operations/kafka.md"));
    int start = page.indexOf("```sh\n");
    String example =
        page.substring(start, page.indexOf("```\n", start + 1))
            .replace("/etc/dateline/ca.pem", keys.resolve("broker.pem").toString())
            .replace("/run/secrets/kafka", password.toString());
    Map<String, String> variables = new TreeMap<>();
    VARIABLE
        .matcher(example)
        .results()
        .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
    assertThat(variables).containsKey(BUNDLE + "TRUSTSTORE_CERTIFICATE");
    variables.put("DATELINE_CONSUMER_REPLICATIONFACTOR", "1");
    return variables;
  }

  /** Writes the private key of the client as a PEM file. */
  private Path key(SecureBroker broker) throws IOException, GeneralSecurityException {
    char[] password = SecureBroker.STORE_PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(broker.store("client"))) {
      store.load(content, password);
    }
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(ISO_8859_1))
            .encodeToString(store.getKey("client", password).getEncoded());
    return Files.writeString(
        keys.resolve("client.key"),
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }
}
