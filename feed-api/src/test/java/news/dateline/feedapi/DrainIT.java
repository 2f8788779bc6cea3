package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;

/** A feed-api in a process of its own that receives SIGTERM while clients use it. */
class DrainIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int STREAMS = 40;
  private static final FeedStateSamples FEED = FeedStateSamples.of("drained", "aaaa");

  private final FeedState state = FeedState.shared();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port = freePort();
  private final int managementPort = freePort();

  /** A stream of the replica and all that was read of it. */
  private record OpenStream(StringBuffer read, CompletableFuture<Void> ended) {
    boolean isOpen() {
      return !ended.isDone();
    }

    /** Closes the connection, unless the replica has ended the stream. */
    void close() {
      ended.cancel(true);
    }
  }

  @Test
  void aStopTurnsUnreadyAndServesOnThenEndsTheStreamsOneAfterAnother() throws Exception {
    state.write(FEED.opened(1));
    try (JavaProcess replica = start()) {
      await().atMost(SOON).ignoreExceptions().until(() -> probe("readiness") == 200);
      List<OpenStream> streams = Stream.generate(this::open).limit(STREAMS).toList();
      awaitAll(streams, "id: aaaa-1\nevent: at\n");

      ProcessHandle.of(replica.pid()).orElseThrow().destroy();
      await().atMost(SOON).until(() -> probe("readiness") == 503);
      assertServesAsBefore(streams);

      await().atMost(SOON).until(() -> !streams.stream().allMatch(OpenStream::isOpen));
      state.write(FEED.published("b", 3, 0));
      assertThat(get("/feeds/drained/stream").body())
          .matches("retry: \\d{4}\n\nevent: busy\ndata: \\{\"reason\":\"stopping\"}\n\n");
      assertThat(probe("readiness")).isEqualTo(503);
      assertThat(probe("liveness")).isEqualTo(200);
      assertThat(streams).anyMatch(OpenStream::isOpen);

      streams.forEach(OpenStream::close);
      assertThat(replica.stopsWithin(SOON)).isTrue();
      assertThat(streams.stream().filter(stream -> !stream.ended().isCancelled()))
          .isNotEmpty()
          .allSatisfy(this::assertResumesWithoutAGap);
    }
  }

  private JavaProcess start() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-cp");
    arguments.add(System.getProperty("java.class.path"));
    arguments.add(FeedApiApplication.class.getName());
    arguments.add("--server.port=" + port);
    arguments.add("--management.server.port=" + managementPort);
    arguments.add("--spring.kafka.bootstrap-servers=" + TestBroker.shared().bootstrapServers());
    arguments.add("--dateline.stream.shutdown-wait=30s");
    arguments.add("--dateline.stream.shutdown-drain=30s");
    return JavaProcess.start(arguments);
  }

  private void assertServesAsBefore(List<OpenStream> streams) throws Exception {
    assertThat(probe("liveness")).isEqualTo(200);
    HttpResponse<String> answer = get("/feeds/drained");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Connection")).contains("close");
    assertHttp2ConnectionsServeOn();
    OpenStream late = open();
    state.write(FEED.published("a", 2, 0));
    List<OpenStream> all = new ArrayList<>(streams);
    all.add(late);
    awaitAll(all, "id: aaaa-2\nevent: item\n");
    assertThat(all).allMatch(OpenStream::isOpen);
    late.close();
  }

  private void assertHttp2ConnectionsServeOn() throws Exception {
    try (RawHttp2Connection connection = RawHttp2Connection.to(port, 64 * 1024)) {
      for (int i = 0; i < 2; i++) {
        RawHttp2Connection.Answer answer = connection.get("/feeds/drained");
        await().atMost(SOON).until(answer::hasEnded);
        assertThat(answer.status()).isEqualTo("200");
      }
    }
  }

  /** Checks that the stream ended in order, and that another replica goes on where it ended. */
  private void assertResumesWithoutAGap(OpenStream stream) {
    assertThat(stream.ended()).isCompleted();
    String read = stream.read().toString();
    assertThat(read).endsWith("\n\n").contains("id: aaaa-2\nevent: item\n");
    assertThat(read.substring(read.lastIndexOf("retry: "))).matches("retry: \\d{4,5}\n\n");
    if (!read.contains("id: aaaa-3\n")) {
      String resumed =
          FeedApiInstance.other().stream("/feeds/drained/stream", "Last-Event-ID", "aaaa-2")
              .filter(event -> "item".equals(event.event()))
              .blockFirst(SOON)
              .id();
      assertThat(resumed).isEqualTo("aaaa-3");
    }
  }

  private OpenStream open() {
    StringBuffer read = new StringBuffer();
    CompletableFuture<Void> ended =
        reactor.netty.http.client.HttpClient.create()
            .get()
            .uri("http://127.0.0.1:" + port + "/feeds/drained/stream?after=aaaa-1")
            .responseContent()
            .asString()
            .doOnNext(read::append)
            .then()
            .toFuture();
    return new OpenStream(read, ended);
  }

  private static void awaitAll(List<OpenStream> streams, String text) {
    Predicate<OpenStream> hasText = stream -> stream.read().indexOf(text) >= 0;
    await().atMost(SOON).until(() -> streams.stream().allMatch(hasText));
  }

  private int probe(String name) throws IOException, InterruptedException {
    return get(managementPort, "/actuator/health/" + name).statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(port, path);
  }

  private HttpResponse<String> get(int to, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
