package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import news.dateline.testsupport.secure.SecureBroker;
import news.dateline.testsupport.secure.TokenEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Every service, and a rebuild, on a Kafka that wants TLS, with the variables of
 * docs/operations/kafka.md.
 */
class SecuredKafkaIT {
  private static final Pattern VARIABLE =
      Pattern.compile("^export ([A-Z0-9_]+)='?(.*?)'?$", Pattern.MULTILINE);
  private static final String BUNDLE = "SPRING_SSL_BUNDLE_PEM_KAFKA_";
  private static final String SASL = "SPRING_KAFKA_PROPERTIES_SASL_";
  private static final String[] ROLES = {"--only", "consumer,producer,feed-api"};
  private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(20);

  private static final Duration SIGN_IN_LIFETIME = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

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
      assertRuns(withCertificate(broker), broker.tlsAddress());
    }
  }

  @Test
  void allServicesGoOnWithThePasswordThatHasReplacedAnotherInTheFile() throws Exception {
    Map<String, String> reauthentication =
        Map.of("connections.max.reauth.ms", String.valueOf(SIGN_IN_LIFETIME.toMillis()));
    try (SecureBroker broker = SecureBroker.start(keys, reauthentication)) {
      broker.setScramPassword("old");
      Path password = Files.writeString(keys.resolve("password"), "old");
      Map<String, String> variables = documented(password);
      variables.put("SPRING_KAFKA_BOOTSTRAPSERVERS", broker.saslAddress());
      try (DatelineProcess dateline = DatelineProcess.start(variables, data, ROLES)) {
        EditorApiClient.of(dateline).open("secured");
        broker.setScramPassword("new");
        await().atMost(TIMEOUT).until(() -> broker.signIns("failed-reauthentication-total") > 0);

        replace(password, Files.writeString(keys.resolve("next"), "new"));

        assertGoesOn(dateline);
        double refused = broker.signIns("failed-authentication-total");
        await()
            .during(SIGN_IN_LIFETIME.multipliedBy(2))
            .atMost(TIMEOUT)
            .until(() -> dateline.health("readiness").statusCode() == 200);
        assertThat(broker.signIns("failed-authentication-total")).isEqualTo(refused);
        assertGoesOn(dateline);
      }
    }
  }

  @Test
  void allServicesGoOnWithTheCertificateThatHasReplacedAnotherInThePemFiles() throws Exception {
    try (SecureBroker broker = SecureBroker.start(keys, Map.of())) {
      Map<String, String> variables = withCertificate(broker);
      variables.put("SPRING_KAFKA_BOOTSTRAPSERVERS", broker.tlsAddress());
      try (DatelineProcess dateline = DatelineProcess.start(variables, data, ROLES)) {
        EditorApiClient.of(dateline).open("secured");

        broker.renewClient();
        withCertificate(broker);

        assertGoesOn(dateline);
      }
    }
  }

  /** Asserts that an editor publishes, a reader sees it, and a new identity is known. */
  private static void assertGoesOn(DatelineProcess dateline) throws Exception {
    EditorApiClient editor = EditorApiClient.of(dateline);
    String title = "Published at " + Instant.now();
    String item = "{\"title\":\"" + title + "\"}";
    await()
        .atMost(TIMEOUT)
        .until(() -> editor.attempt("POST", "/feeds/secured/items", item).statusCode() == 201);
    await().atMost(TIMEOUT).until(() -> editor.snapshot("secured", "").contains(title));
    String olena = "{\"name\":\"Olena\",\"roles\":[\"editor\"]}";
    await()
        .atMost(TIMEOUT)
        .until(() -> editor.attempt("POST", "/identities", olena).statusCode() == 201);
    JsonNode identity = editor.edit("POST", "/identities", olena);
    EditorApiClient author = editor.withToken(identity.path("token").asString());
    assertThat(author.attempt("GET", "/feeds", "").statusCode()).isEqualTo(200);
    await().atMost(TIMEOUT).until(() -> dateline.health("readiness").statusCode() == 200);
  }

  private static void replace(Path file, Path next) throws IOException {
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the variables of the page for certificates, with PEM files of the client's. */
  private Map<String, String> withCertificate(SecureBroker broker)
      throws IOException, GeneralSecurityException {
    Path certificate = keys.resolve("tls.crt");
    Path key = keys.resolve("tls.key");
    replace(certificate, Files.copy(keys.resolve("client.pem"), keys.resolve("next.crt")));
    replace(key, key(broker));
    Map<String, String> variables = documented(keys);
    variables.keySet().removeIf(name -> name.contains("_SASL_"));
    variables.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SSL");
    variables.put(BUNDLE + "KEYSTORE_CERTIFICATE", "file:" + certificate);
    variables.put(BUNDLE + "KEYSTORE_PRIVATEKEY", "file:" + key);
    return variables;
  }

  @Test
  void theServiceAndARebuildRunWithTokensAndGetNewOnesBeforeTheOldOnesEnd() throws Exception {
    try (TokenEndpoint provider = new TokenEndpoint(TOKEN_LIFETIME)) {
      Map<String, String> settings = new TreeMap<>(provider.brokerSettings());
      settings.put("sasl.enabled.mechanisms", "OAUTHBEARER");
      try (SecureBroker broker = SecureBroker.start(keys, settings)) {
        Map<String, String> variables = withToken(provider);

        assertRuns(variables, broker.saslAddress());

        // without its directory, the consumer restores the state from Kafka
        FileSystemUtils.deleteRecursively(data.resolve("consumer"));
        assertRunsOnWithNewTokens(variables);
        assertThat(broker.signIns("successful-reauthentication-total")).isPositive();
        assertThat(broker.signIns("failed-authentication-total")).isZero();
        assertThat(broker.signIns("failed-reauthentication-total")).isZero();
      }
    }
  }

  private void assertRunsOnWithNewTokens(Map<String, String> variables) throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(variables, data, ROLES)) {
      Instant ready = Instant.now();
      await()
          .atMost(TOKEN_LIFETIME.multipliedBy(3))
          .until(() -> Instant.now().isAfter(ready.plus(TOKEN_LIFETIME)));

      EditorApiClient editor = EditorApiClient.of(dateline);
      JsonNode outcome = editor.publish("secured", "b", "With a new token");
      String cursor = outcome.path("epoch").asString() + "-" + outcome.path("seq").asLong();
      assertThat(editor.snapshot("secured", "?min=" + cursor))
          .contains("Over TLS", "With a new token");
    }
  }

  private void assertRuns(Map<String, String> variables, String address) throws Exception {
    variables.put("SPRING_KAFKA_BOOTSTRAPSERVERS", address);
    try (DatelineProcess dateline = DatelineProcess.start(variables, data, ROLES)) {
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
    Map<String, String> variables = example("## Connection");
    variables.replaceAll(
        (name, value) ->
            value
                .replace("/etc/dateline/ca.pem", keys.resolve("broker.pem").toString())
                .replace("/run/secrets/kafka", password.toString()));
    assertThat(variables).containsKey(BUNDLE + "TRUSTSTORE_CERTIFICATE");
    variables.put("DATELINE_CONSUMER_REPLICATIONFACTOR", "1");
    return variables;
  }

  /** Returns the variables of the page's example with tokens, with the provider of the test. */
  private Map<String, String> withToken(TokenEndpoint provider) throws IOException {
    Map<String, String> variables = documented(keys);
    variables.keySet().removeIf(name -> name.contains("_SASL_"));
    variables.putAll(example("### Tokens of an OAuth provider"));
    variables.replaceAll(
        (name, value) -> value.replace("https://login.example.org/token", provider.url("/token")));
    String client = SASL + "OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_";
    variables.put(client + "ID", TokenEndpoint.CLIENT);
    variables.put(client + "SECRET", TokenEndpoint.SECRET);
    variables.put(SASL + "LOGIN_REFRESH_WINDOW_FACTOR", "0.5");
    // the test runs the jar, which does not know the variable of the launcher
    variables.put("JAVA_TOOL_OPTIONS", variables.remove("DATELINE_JAVA_OPTS"));
    return variables;
  }

  /** Returns the variables of the first example below a heading of the page. */
  private static Map<String, String> example(String heading) throws IOException {
    String page = Files.readString(Path.of("../docs/operations/kafka.md"));
    int start = page.indexOf("```sh\n", page.indexOf("\n" + heading + "\n"));
    Map<String, String> variables = new TreeMap<>();
    VARIABLE
        .matcher(page.substring(start, page.indexOf("```\n", start + 1)))
        .results()
        .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
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
