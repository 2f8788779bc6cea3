package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.events.Cursor;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.ByteSlice;
import org.junit.jupiter.api.Test;

class DeltaTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Filter STORM =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm"))));
  private static final Selection SELECTION = Selection.of(WORLD.feed(), STORM);
  private static final Position START = new Position(List.of(new Cursor("k3f9", 1)));
  private static final int UNLIMITED = 1_000_000;

  private final FeedStore feeds = new FeedStore();

  @Test
  void anEventThatNamesTheEndIsLeftToTheNextPartIfItDoesNotFit() {
    List<FeedIndex> newest = publish("storm", "storm", "ferry", "ferry");
    Delta whole = Delta.bounded(SELECTION, START, newest, UNLIMITED);
    assertThat(summaries(whole)).isEqualTo("2 published i2 3 published i3 5 at");

    Delta fitting = Delta.bounded(SELECTION, START, newest, whole.bytes());
    Delta first = Delta.bounded(SELECTION, START, newest, whole.bytes() - 1);
    Delta second = Delta.bounded(SELECTION, first.end(), newest, whole.bytes() - 1);

    assertThat(summaries(fitting)).isEqualTo(summaries(whole));
    assertThat(summaries(first)).isEqualTo("2 published i2 3 published i3");
    assertThat(first.bytes()).isLessThan(whole.bytes());
    assertThat(first.end()).isEqualTo(new Position(List.of(new Cursor("k3f9", 3))));
    assertThat(summaries(second)).isEqualTo("5 at");
    assertThat(second.end()).isEqualTo(Position.endOf(newest));
  }

  @Test
  void conflatedChangesAreCountedOnceAlsoIfTheEndIsLeftToTheNextPart() {
    publish("storm", "ferry");
    feeds.apply(
        FeedStateSamples.updated(
            tagged(3, "ferry"), 4, FeedStateSamples.keyEvent("News", "town", "fog")));
    feeds.publish();
    List<FeedIndex> newest = SELECTION.indexes(feeds::find).orElseThrow();
    Delta whole = Delta.bounded(SELECTION, START, newest, UNLIMITED);

    Delta first = Delta.bounded(SELECTION, START, newest, whole.bytes() - 1);
    Delta second = Delta.bounded(SELECTION, first.end(), newest, whole.bytes() - 1);

    assertThat(whole.conflated()).isEqualTo(1);
    assertThat(first.conflated() + second.conflated()).isEqualTo(1);
  }

  private List<FeedIndex> publish(String... tags) {
    feeds.apply(WORLD.opened(1));
    for (int i = 0; i < tags.length; i++) {
      feeds.apply(tagged(i + 2, tags[i]));
    }
    feeds.publish();
    return SELECTION.indexes(feeds::find).orElseThrow();
  }

  private static PublicItem tagged(long seq, String tag) {
    return FeedStateSamples.withContent(
        WORLD.published("i" + seq, seq, 0), FeedStateSamples.keyEvent("News", "town", tag));
  }

  private static String summaries(Delta delta) {
    return DeliveryFixture.summaries(
        delta.frames().stream().map(DeltaTests::text).collect(Collectors.joining()));
  }

  private static String text(ByteSlice frame) {
    return new String(frame.copy(), UTF_8);
  }
}
