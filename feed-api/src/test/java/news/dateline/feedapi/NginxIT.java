package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

/**
 * Runs the configuration of docs/operations/nginx.md in nginx. Without nginx the tests are skipped,
 * unless the variable CI is set.
 */
class NginxIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  private final FeedState state = FeedState.shared();
  private NginxProxy nginx;
  private FeedApiInstance front;

  @BeforeEach
  void start() throws IOException {
    NginxProxy.assumed();
    start(FeedApiInstance.shared());
  }

  private void start(FeedApiInstance replica) throws IOException {
    nginx = NginxProxy.start(directory, replica);
    front = nginx.front();
  }

  @AfterEach
  void stop() {
    if (nginx != null) {
      nginx.close();
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
  void aClientThatOffersHttp2GetsPageAndStreamOverOneConnection() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("nginx-h2", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    ConnectionProvider one = ConnectionProvider.create("one", 1);
    List<ChannelId> connections = new CopyOnWriteArrayList<>();
    HttpClient client = http2(one, connections);
    StringBuffer stream = new StringBuffer();
    try {
      text(client, "/feeds/nginx-h2/stream?after=aaaa-1").subscribe(stream::append);
      await().atMost(SOON).until(() -> stream.indexOf("id: aaaa-2\nevent: item\n") >= 0);
      String page = text(client, "/feeds/nginx-h2").collect(Collectors.joining()).block(SOON);
      state.write(feed.published("b", 3, 1));

      await().atMost(SOON).until(() -> stream.indexOf("id: aaaa-3\nevent: item\n") >= 0);
      assertThat(page).startsWith("<!doctype").contains("Title of a v1");
      assertThat(connections).hasSize(2).containsOnly(connections.get(0));
    } finally {
      one.dispose();
    }
  }

  /** Returns a client that fails unless ALPN agrees on HTTP/2, and records its connections. */
  private HttpClient http2(ConnectionProvider provider, List<ChannelId> connections) {
    HttpClient http2 = HttpClient.create(provider).protocol(HttpProtocol.H2);
    return Http2IT.trusting(http2, Http2SslContextSpec.forClient())
        .host("127.0.0.1")
        .port(nginx.tlsPort())
        .headers(headers -> headers.set("Accept", "text/html,*/*;q=0.1"))
        .doOnResponse(
            (response, stream) ->
                connections.add(Objects.requireNonNull(stream.channel().parent()).id()));
  }

  private static Flux<String> text(HttpClient client, String path) {
    return client.get().uri(path).responseContent().asString();
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
      start(limited);
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

  @Test
  void theConfigurationOfTheClusterIsThatOfThePageAndServes() throws Exception {
    stop();
    FeedApiInstance replica = FeedApiInstance.shared();
    nginx = NginxProxy.ofCluster(directory, replica, replica.port());

    assertThat(nginx.front().get("/feeds").statusCode()).isEqualTo(200);
    assertThat(NginxProxy.common(NginxProxy.cluster()))
        .contains("proxy_cache_key", "proxy_read_timeout")
        .isEqualTo(NginxProxy.common(NginxProxy.documented()));
  }

  private static String cache(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Cache").orElse("none");
  }
}
