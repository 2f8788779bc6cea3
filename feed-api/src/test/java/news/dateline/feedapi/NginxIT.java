package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.StepVerifier;

/**
 * Runs the configuration of docs/operations/nginx.md in nginx. Without nginx the tests are skipped,
 * unless the variable CI is set.
 */
class NginxIT {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path PAGE = Path.of("../docs/operations/nginx.md");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  private final FeedState state = FeedState.shared();
  private Process nginx;
  private FeedApiInstance front;

  @BeforeEach
  void start() throws IOException {
    if (System.getenv("CI") == null) {
      assumeThat(NGINX).exists();
    }
    front = proxy(FeedApiInstance.shared());
  }

  /** Starts nginx as the proxy of the replica, and returns the replica behind it. */
  private FeedApiInstance proxy(FeedApiInstance replica) throws IOException {
    int port = freePort();
    Files.writeString(directory.resolve("nginx.conf"), configuration(port, replica.port()));
    nginx =
        new ProcessBuilder(
                NGINX.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    FeedApiInstance proxied = replica.behind(port);
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> proxied.get("/feeds").statusCode() == 200);
    return proxied;
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void changesPassWithoutDelay() {
    FeedStateSamples feed = FeedStateSamples.of("nginx-stream", "aaaa");
    state.write(feed.opened(1));

    List<String> events =
        front.stream("/feeds/nginx-stream/stream")
            .mapNotNull(ServerSentEvent::data)
            .doOnNext(
                data -> {
                  if (data.equals("{}")) {
                    state.write(feed.published("a", 2, 0));
                  }
                })
            .filter(data -> !data.equals("{}"))
            .take(1)
            .collectList()
            .block(SOON);

    assertThat(events).singleElement().asString().contains("Title of a v1");
  }

  @Test
  void eachRepresentationOfASnapshotIsCachedBriefly() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("nginx-cache", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    front.get("/feeds/nginx-cache?min=aaaa-2");
    String path = "/feeds/nginx-cache";

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(cache(front.get(path))).contains("HIT");
              assertThat(cache(front.get(path, "Accept", "text/html,*/*;q=0.1"))).contains("HIT");
            });
    assertThat(front.get(path).body()).startsWith("{");
    assertThat(front.get(path, "Accept", "text/html,*/*;q=0.1").body()).startsWith("<!doctype");
    HttpResponse<byte[]> gzip = front.bytes(path, "Accept-Encoding", "br, gzip");
    assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(cache(front.get(path + "?min=aaaa-2"))).isNotEqualTo("HIT");

    state.write(feed.retracted("a", 3, 2, 0));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(front.get(path).body()).doesNotContain("Title of a"));
  }

  @Test
  void linkPreviewsGetPagesPastTheCache() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("nginx-preview", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    front.get("/feeds/nginx-preview?min=aaaa-2");
    String path = "/feeds/nginx-preview/items/a";
    await().atMost(SOON).until(() -> cache(front.get(path)).equals("HIT"));

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> preview =
          front.get(path, "User-Agent", "WhatsApp/2.23", "Accept", "*/*");
      assertThat(preview.body()).contains("property=\"og:title\"");
      assertThat(preview.headers().firstValue("Cache-Control")).contains("private, no-cache");
      assertThat(cache(preview)).isEqualTo("BYPASS");
    }
    assertThat(front.get(path).body()).startsWith("{");
  }

  @Test
  void partnersAreNotServedFromTheCacheAndStreamTokensAreNotLogged() throws Exception {
    PartnerState.Issued partner = PartnerState.member("p-nginx");
    String token = partner.streamToken(FeedApiInstance.shared());
    await().until(() -> cache(front.get("/feeds")).equals("HIT"));

    assertThat(front.get("/feeds", "Authorization", partner.bearer()).body()).contains("members");
    assertThat(front.get("/feeds").body()).doesNotContain("members");
    assertThat(front.get("/feeds/members", "Authorization", partner.bearer()).statusCode())
        .isEqualTo(200);
    assertThat(front.get("/feeds/members").statusCode()).isEqualTo(401);
    StepVerifier.create(front.stream("/feeds/members/stream?last=1&token=" + token))
        .expectNextCount(2)
        .assertNext(event -> assertThat(event.event()).isEqualTo("item"))
        .thenCancel()
        .verify(SOON);
    Path log = directory.resolve("dateline.log");
    await().until(() -> Files.readString(log).contains("GET /feeds/members/stream "));
    assertThat(Files.readString(log)).doesNotContain(token, "token=");
  }

  @Test
  void aClientCannotChooseTheAddressItsStreamsCountFor() throws Exception {
    stop();
    List<String> events = new CopyOnWriteArrayList<>();
    Disposable.Composite streams = Disposables.composite();
    try (FeedApiInstance limited =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.stream.max-streams-per-address=2",
                "--dateline.stream.trusted-proxies=127.0.0.1")
            .ready()) {
      front = proxy(limited);
      for (int i = 1; i <= 4; i++) {
        String[] forged = {"Forwarded", "for=192.0.2." + i, "X-Forwarded-For", "192.0.2." + i};
        streams.add(
            front.stream("/feeds/first/stream", forged)
                .mapNotNull(ServerSentEvent::event)
                .subscribe(events::add));
        int opened = i;
        await().atMost(SOON).until(() -> events.size() == opened);
      }
    } finally {
      streams.dispose();
    }
    assertThat(events).containsExactly("at", "at", "busy", "busy");
  }

  private static String cache(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Cache").orElse("none");
  }

  private String configuration(int port, int upstream) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```nginx\n") + "```nginx\n".length();
    String site =
        page.substring(start, page.indexOf("```\n", start))
            .replace("/var/cache/nginx/dateline", directory.resolve("cache").toString())
            .replace("/var/log/nginx", directory.toString())
            .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
            // the tests' clients know no certificate
            .replaceAll("(?m)^ *ssl_certificate.*\\R", "")
            .replace("listen 443 ssl http2;", "listen 127.0.0.1:" + port + ";");
    return """
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
    """
        + site
        + "}\n";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
