package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

class FrameFuzzTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final List<String> UNUSUAL =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\uFEFF",
          "\u2028",
          "\u2029",
          "\u0085",
          "\uD83D\uDEA2",
          "\uD800",
          "\uDC00",
          "\"",
          "\\",
          "\\n",
          "id: x",
          "data: {}",
          "event: reset",
          ":",
          " ",
          "</script>",
          "\u202E",
          "\u0301",
          "é",
          "東",
          "\t",
          "\u000B");

  static Stream<String> titles() {
    Random random = new Random(1);
    Stream<String> each = UNUSUAL.stream().map(odd -> "a" + odd + "b");
    Stream<String> forged =
        Stream.of(
            "a\n\nevent: reset\ndata: {}\n\n",
            "x".repeat(300),
            "\uD83D\uDEA2".repeat(300),
            "x".repeat(301));
    List<String> allowed =
        UNUSUAL.stream().filter(odd -> refusal("a" + odd + "b") == null).toList();
    Stream<String> mixed =
        Stream.generate(() -> mix(random, random.nextInt(4) == 0 ? UNUSUAL : allowed)).limit(300);
    return Stream.of(each, forged, mixed).flatMap(all -> all);
  }

  private static String mix(Random random, List<String> parts) {
    return random
        .ints(1 + random.nextInt(40), 0, parts.size())
        .mapToObj(parts::get)
        .collect(Collectors.joining("z", "z", "z"));
  }

  /** Fails if the generator makes hardly any title that is streamed, or none that is refused. */
  @Test
  void someTitlesAreRefusedAndManyAreStreamed() {
    long refused = titles().filter(title -> refusal(title) != null).count();

    assertThat(refused).isBetween(10L, titles().count() / 2);
  }

  private static @Nullable Throwable refusal(String title) {
    return catchThrowable(() -> ItemContent.titled(title));
  }

  @ParameterizedTest
  @MethodSource("titles")
  void aTitleIsStreamedUnchangedOrRefused(String title) {
    Throwable refused = refusal(title);
    if (refused != null) {
      assertThat(refused).isInstanceOf(InvalidFieldException.class);
      return;
    }

    List<StrictParser.Event> events = streamed(ItemContent.titled(title));

    assertThat(events).hasSize(2);
    StrictParser.Event event = events.get(1);
    JsonNode data = Json.mapper().readTree(event.data());
    assertThat(event.lastEventId()).isEqualTo("aaaa-2");
    assertThat(event.type()).isEqualTo("item");
    assertThat(data.path("item").path("title").asString())
        .isEqualTo(ItemContent.titled(title).title());
  }

  @Test
  void aTextWithSeveralLinesStaysOneEvent() {
    String body = "one\ntwo\r\nthree\n\nevent: reset\ndata: {}\n\n";
    ItemContent content = ItemContent.titled("x").withBody(body);

    List<StrictParser.Event> events = streamed(content);

    assertThat(events).hasSize(2);
    assertThat(Json.mapper().readTree(events.get(1).data()).path("item").path("body").asString())
        .isEqualTo(content.body());
  }

  private static List<StrictParser.Event> streamed(ItemContent content) {
    StringBuilder written = new StringBuilder();
    try (DeliveryFixture fixture = new DeliveryFixture()) {
      fixture.publish(WORLD.opened(1));
      Disposable subscription =
          fixture.stream(Selection.of(WORLD.feed(), Filter.NONE), "aaaa-1")
              .subscribe(written::append);
      fixture.publish(FeedStateSamples.withContent(WORLD.published("a", 2, 0), content));
      subscription.dispose();
    }
    return StrictParser.parse(written.toString().getBytes(UTF_8));
  }
}
