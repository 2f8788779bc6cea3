package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.PublicState;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;
import news.dateline.testsupport.description.ApiExample;
import news.dateline.testsupport.description.DescribedApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

/**
 * Runs the examples of the API and of the stream, on a feed whose records are the examples of the
 * topic {@code feed-state}.
 */
class ExamplesIT {
  private static final String CURSOR = "k3f9-48215";
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final FeedApiInstance REPLICA = FeedApiInstance.shared();

  private static JsonNode asyncApi;

  @BeforeAll
  static void writeTheFeed() throws Exception {
    Path description = Path.of("../docs/reference/asyncapi.yaml");
    asyncApi = new DescribedApi(Files.newInputStream(description), Pattern.compile("")).document();
    FeedState.shared()
        .write(
            examples("feed-state").values().stream()
                .flatMap(Set::stream)
                .map(ExamplesIT::state)
                .toArray(PublicState[]::new));
    assertThat(REPLICA.get("/feeds/world?min=" + CURSOR).statusCode()).isEqualTo(200);
  }

  private static PublicState state(String example) {
    JsonNode json = Json.mapper().readTree(example);
    String item = json.path("item").path("id").asString("");
    String key = json.path("feed").asString() + (item.isEmpty() ? "" : "/" + item);
    return PublicState.read(key.getBytes(UTF_8), example.getBytes(UTF_8));
  }

  /** The examples of a channel as JSON, by the names of their messages. */
  private static Map<String, Set<String>> examples(String channel) {
    Map<String, Set<String>> examples = new TreeMap<>();
    for (JsonNode reference : asyncApi.path("channels").path(channel).path("messages")) {
      JsonNode message = asyncApi.at(reference.path("$ref").asString().substring(1));
      for (JsonNode example : message.path("examples")) {
        examples
            .computeIfAbsent(message.path("name").asString(), name -> new TreeSet<>())
            .add(example.path("payload").toString());
      }
    }
    return examples;
  }

  @Test
  void everyExampleOfTheApiGetsTheAnswerThatItShows() throws Exception {
    for (ApiExample example : FeedApiInstance.DESCRIPTION.examples()) {
      String[] headers = example.headers().toArray(String[]::new);
      if (example.path().replaceFirst("\\?.*", "").endsWith("/stream")) {
        assertThat(REPLICA.stream(example.path(), headers).blockFirst(SOON))
            .as(example.path())
            .isNotNull();
        continue;
      }
      HttpResponse<String> answer = REPLICA.request(example.method(), example.path(), headers);
      assertThat(answer.statusCode()).as("%s %s", example, answer.body()).isEqualTo(200);
      if (!example.answer().isMissingNode()) {
        assertThat(Json.mapper().readTree(answer.body()))
            .as(example.path())
            .isEqualTo(example.answer());
      }
    }
  }

  @Test
  void theStreamSendsWhatItsExamplesShow() throws IOException {
    Map<String, Set<String>> sent = new TreeMap<>();
    Stream.of("after=k3f9-48001", "after=gone-1")
        .flatMap(query -> read("/feeds/world/stream?" + query, CURSOR).stream())
        .forEach(event -> add(sent, event.event(), event.data()));
    add(sent, "day", data(ControlEvents.day(CURSOR, null, LocalDate.parse("2025-02-05"))));
    add(sent, "busy", data(ControlEvents.busy(BusyReason.STOPPING)));

    assertThat(sent).isEqualTo(examples("stream"));
  }

  @Test
  void theStreamOfSeveralFeedsSendsWhatItsExamplesShow() throws IOException {
    Map<String, Set<String>> sent = new TreeMap<>();
    Stream.of("after=world:k3f9-48001", "after=world:gone-1")
        .flatMap(query -> read("/stream?feeds=world&" + query, "world:" + CURSOR).stream())
        .forEach(event -> add(sent, event.event(), event.data()));
    FeedId feed = new FeedId("world");
    add(sent, "day", data(ControlEvents.day(CURSOR, feed, LocalDate.parse("2025-02-05"))));
    add(sent, "busy", data(ControlEvents.busy(BusyReason.STOPPING)));

    assertThat(sent).isEqualTo(examples("streams"));
  }

  /** Reads a stream until it has sent its last position. */
  private static List<ServerSentEvent<String>> read(String path, String cursor) {
    String position = cursor + " at {}";
    return REPLICA.stream(path)
        .filter(event -> event.event() != null)
        .takeUntil(event -> position.equals(event.id() + " " + event.event() + " " + event.data()))
        .collectList()
        .blockOptional(SOON)
        .orElseThrow();
  }

  private static void add(Map<String, Set<String>> sent, String name, String json) {
    sent.computeIfAbsent(Objects.requireNonNull(name), any -> new TreeSet<>())
        .add(Json.mapper().readTree(Objects.requireNonNull(json)).toString());
  }

  private static String data(ByteSlice event) {
    return new String(event.copy(), UTF_8).replaceFirst("(?s).*\ndata: ", "").strip();
  }
}
