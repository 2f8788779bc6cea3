package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * An nginx in front of a feed-api, with the configuration of docs/operations/nginx.md.
 *
 * @param front the feed-api behind nginx, over HTTP/1.1 in the clear
 * @param tlsPort the port that the configuration gives browsers
 */
record NginxProxy(Process process, FeedApiInstance front, int tlsPort) implements AutoCloseable {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path PAGE = Path.of("../docs/operations/nginx.md");
  private static final String LISTEN = "listen 443 ssl http2;";
  private static final Path CLUSTER = Path.of("../nginx.cluster.conf");

  private static final String MAIN =
      """
      daemon off;
      # only the owner can read the test's directory; without root, nginx ignores this with a warning
      user root;
      worker_processes 1;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        %s
      }
      """;

  /** A key and a certificate in the form that nginx reads. */
  private static final class Certificate {
    static final String CERTIFICATE;
    static final String KEY;

    static {
      try {
        Path store = Files.createTempDirectory("dateline-nginx").resolve("site.p12");
        KeyStore keys = Http2IT.makeCertificate(store);
        CERTIFICATE = pem("CERTIFICATE", keys.getCertificate("web").getEncoded());
        KEY = pem("PRIVATE KEY", keys.getKey("web", "changeit".toCharArray()).getEncoded());
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String pem(String type, byte[] content) {
      String base64 = Base64.getMimeEncoder(64, "\n".getBytes(ISO_8859_1)).encodeToString(content);
      return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type);
    }
  }

  /** Skips the test if there is no nginx, unless the variable CI is set. */
  static void assumed() {
    if (System.getenv("CI") == null) {
      assumeThat(NGINX).exists();
    }
  }

  /** Starts nginx with its files in a directory, and waits until it answers. */
  static NginxProxy start(Path directory, FeedApiInstance replica) throws IOException {
    Files.writeString(directory.resolve("site.crt"), Certificate.CERTIFICATE);
    Files.writeString(directory.resolve("site.key"), Certificate.KEY);
    int port = freePort();
    int tlsPort = freePort();
    // most of the tests' clients know no certificate
    String listen = "listen 127.0.0.1:%d ssl http2; listen 127.0.0.1:%d;".formatted(tlsPort, port);
    String site =
        documented()
            .replace("/etc/nginx/tls", directory.toString())
            .replace("127.0.0.1:8080", "127.0.0.1:" + replica.port())
            .replace(LISTEN, listen);
    return start(directory, site, replica.behind(port), tlsPort);
  }

  /**
   * Starts nginx with the configuration of docker-compose.cluster.yml.
   *
   * @param replica stands for feed-api-1
   * @param other the port of the replica that stands for feed-api-2; it need not run yet
   */
  static NginxProxy ofCluster(Path directory, FeedApiInstance replica, int other)
      throws IOException {
    int port = freePort();
    String site =
        cluster()
            .replace("10.78.0.41:8080", "127.0.0.1:" + replica.port())
            .replace("10.78.0.42:8080", "127.0.0.1:" + other)
            .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
            .replace("listen 8081;", "listen 127.0.0.1:" + freePort() + ";");
    return start(directory, site, replica.behind(port), port);
  }

  private static NginxProxy start(Path directory, String site, FeedApiInstance front, int tlsPort)
      throws IOException {
    String local =
        site.replace("/var/cache/nginx/dateline", directory.resolve("cache").toString())
            .replace("/var/log/nginx", directory.toString());
    Files.writeString(directory.resolve("nginx.conf"), MAIN.formatted(local));
    Process process =
        new ProcessBuilder(
                NGINX.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> front.get("/feeds").statusCode() == 200);
    return new NginxProxy(process, front, tlsPort);
  }

  /** Returns the configuration of the page. */
  static String documented() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```nginx\n") + "```nginx\n".length();
    String documented = page.substring(start, page.indexOf("```\n", start));
    assertThat(documented).contains(LISTEN);
    return documented;
  }

  /** Returns what both configurations have in common: all but addresses, TLS and the desk. */
  static String common(String configuration) {
    int desk = configuration.indexOf("\n# the desk");
    return configuration
        .substring(0, desk < 0 ? configuration.length() : desk)
        .replaceAll(
            "(?m)^ +# .*\n|^ +(server|listen|ssl_certificate\\w*) .*;\n|^# The nginx of.*\n", "")
        .strip();
  }

  static String cluster() throws IOException {
    return Files.readString(CLUSTER);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
