package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import news.dateline.testsupport.secure.KeyStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer that ends TLS itself. */
class ProducerTlsIT {
  private static final ProducerFixture PLAIN = ProducerFixture.shared();

  @Test
  void theCookieIsSecureWhereTheProducerEndsTls(@TempDir Path directory) throws Exception {
    KeyStores keys = KeyStores.create(directory, "web");
    ApiResponse identity =
        PLAIN.send("POST", "/identities", "{\"name\":\"Tls\",\"roles\":[\"editor\"]}");
    String bearer = "Bearer " + identity.text("token");
    String code = PLAIN.sendBare("POST", "/login-codes", "", "Authorization", bearer).text("code");
    ProducerFixture producer =
        PLAIN.another(
            "--spring.ssl.bundle.jks.web.keystore.location=file:" + keys.store("web"),
            "--spring.ssl.bundle.jks.web.keystore.password=" + KeyStores.PASSWORD,
            "--server.ssl.bundle=web",
            "--management.server.ssl.enabled=false");
    try (producer.application) {
      URI sessions =
          URI.create("https://127.0.0.1:" + producer.port("local.server.port") + "/sessions");

      HttpResponse<String> opened =
          HttpClient.newBuilder()
              .sslContext(trusting(keys))
              .build()
              .send(
                  HttpRequest.newBuilder(sessions)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
      assertThat(opened.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure");
    }
  }

  private static SSLContext trusting(KeyStores keys) throws Exception {
    KeyStore trusted =
        KeyStore.getInstance(keys.store("trust").toFile(), KeyStores.PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
