package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.AbstractProtocolSslContextSpec;
import reactor.netty.tcp.SslProvider;

class Http2IT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final FeedState state = FeedState.shared();

  @Test
  void streamsOverHttp2InTheClear() throws Exception {
    HttpClient h2c = HttpClient.create().protocol(HttpProtocol.H2C);

    assertStreams(h2c, FeedApiInstance.shared(), FeedStateSamples.of("h2c", "aaaa"));
  }

  @Test
  void streamsOverTlsInBothVersions(@TempDir Path directory) throws Exception {
    Path store = directory.resolve("server.p12");
    makeCertificate(store);
    try (FeedApiInstance replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--spring.ssl.bundle.jks.web.keystore.location=file:" + store,
                "--spring.ssl.bundle.jks.web.keystore.password=changeit",
                "--server.ssl.bundle=web",
                "--management.server.ssl.enabled=false")
            .ready()) {
      HttpClient client = HttpClient.create();

      assertStreams(
          trusting(client.protocol(HttpProtocol.H2), Http2SslContextSpec.forClient()),
          replica,
          FeedStateSamples.of("h2", "aaaa"));
      assertStreams(
          trusting(client, Http11SslContextSpec.forClient()),
          replica,
          FeedStateSamples.of("tls", "aaaa"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feeds/%zz", "/feeds/a|b"})
  void aPathThatIsNoUriIsAnsweredWithAProblemDocument(String path) throws Exception {
    try (RawHttp2Connection connection =
        RawHttp2Connection.to(FeedApiInstance.shared(), 64 * 1024)) {
      RawHttp2Connection.Answer answer = connection.get(path);

      await().atMost(SOON).until(answer::hasEnded);
      assertThat(answer.status()).isEqualTo("400");
      assertThat(answer.body()).contains("urn:dateline:problem:bad-request");
    }
  }

  static HttpClient trusting(HttpClient client, AbstractProtocolSslContextSpec<?> specification) {
    SslProvider.GenericSslContextSpec<?> trusting =
        specification.configure(
            context -> context.trustManager(InsecureTrustManagerFactory.INSTANCE));
    return client.secure(tls -> tls.sslContext(trusting));
  }

  private void assertStreams(HttpClient client, FeedApiInstance replica, FeedStateSamples feed) {
    state.write(feed.opened(1), feed.published("a", 2, 0));
    StringBuffer read = new StringBuffer();
    CompletableFuture<Void> ended =
        replica.follow(
            client.headers(headers -> headers.set("Accept-Encoding", "gzip")),
            "/feeds/" + feed.feed() + "/stream?after=aaaa-1",
            read);
    await().atMost(SOON).until(() -> read.indexOf("id: aaaa-2\nevent: item\n") >= 0);

    for (int seq = 3; seq < 300; seq++) {
      state.write(feed.published("i" + seq, seq, seq));
    }
    await().atMost(SOON).until(() -> read.indexOf("id: aaaa-299\nevent: item\n") >= 0);
    state.write(feed.closedOff(300));

    assertThat(ended).succeedsWithin(SOON);
    List<String> ids =
        read.toString().lines().filter(line -> line.startsWith("id: ")).distinct().toList();
    assertThat(ids).hasSize(299).isSortedAccordingTo(Http2IT::bySeq);
  }

  private static int bySeq(String one, String other) {
    return Long.compare(seq(one), seq(other));
  }

  private static long seq(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }

  /** Makes a key and a certificate of its own, {@code web}, with the password changeit. */
  static KeyStore makeCertificate(Path store) throws IOException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "web",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.onExit().join().exitValue()).as("keytool").isZero();
    return KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
  }
}
