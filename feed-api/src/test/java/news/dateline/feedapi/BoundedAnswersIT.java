package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A feed of which few items match must not hold up the other connections of an event loop. */
class BoundedAnswersIT {
  private static final FeedStateSamples FEED = FeedStateSamples.of("long", "aaaa");
  private static final int ITEMS = 2_500;

  private static final FeedApiInstance REPLICA = FeedApiInstance.shared();

  @BeforeAll
  static void fill() throws Exception {
    FeedState.shared().write(FEED.opened(1));
    FeedState.shared()
        .write(
            IntStream.rangeClosed(2, ITEMS)
                .mapToObj(seq -> FEED.published("i" + seq, seq, seq))
                .toArray(PublicState[]::new));
    FeedState.shared()
        .write(
            FeedStateSamples.withContent(
                FEED.published("rare", ITEMS + 1, 0),
                FeedStateSamples.keyEvent("Rare", "ports", "storm")));
    REPLICA.json("/feeds/long?limit=1&min=aaaa-" + (ITEMS + 1));
  }

  @Test
  void aPollerOfARareTagPassesTheChangesInParts() throws Exception {
    List<String> cursors = new ArrayList<>();
    JsonNode answer = changes("aaaa-1");
    while (answer.path("more").asBoolean()) {
      assertThat(answer.path("changes")).isEmpty();
      cursors.add(answer.path("next").asString());
      answer = changes(answer.path("next").asString());
    }

    assertThat(cursors).containsExactly("aaaa-1001", "aaaa-2001");
    assertThat(answer.path("changes")).hasSize(1);
    assertThat(answer.path("changes").path(0).path("id").asString()).isEqualTo("rare");
    assertThat(answer.path("next").asString()).isEqualTo("aaaa-" + (ITEMS + 1));
  }

  private static JsonNode changes(String after) throws Exception {
    return REPLICA.json("/feeds/long/changes?tag=storm&after=" + after);
  }
}
