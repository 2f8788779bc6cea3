package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.events.Cursor;
import news.dateline.events.Reach;
import news.dateline.feedapi.fanout.StreamCounts.FeedCount;
import news.dateline.feedapi.index.FeedStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachReporterTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  private final FeedStore feeds = new FeedStore();
  private final List<Reach> written = new ArrayList<>();
  private Instant now = NOON;
  private final ReachReporter reporter =
      new ReachReporter(() -> "feed-api-1:8080", feeds, written::addAll, () -> now);

  @BeforeEach
  void open() {
    feeds.apply(WORLD.opened(1));
    feeds.publish();
  }

  @Test
  void aFeedWithOpenStreamsIsReportedWhenTheyChangeAndElseEveryTenSeconds() {
    for (int second = 0; second < 25; second++) {
      count(second < 3 ? streams(1, 2, 2) : streams(1, 2, 1));
    }

    assertThat(written)
        .extracting(Reach::reached)
        // at the seconds 0, 3, 13 and 23
        .containsExactly(2, 1, 1, 1);
    assertThat(written.get(0))
        .isEqualTo(new Reach("feed-api-1:8080", WORLD.feed(), "k3f9", 1, 2, 2, null, NOON));
    assertThat(written.get(1).maxLag()).isEqualTo(1);
  }

  @Test
  void aFeedIsReportedAtMostOnceASecondHoweverOftenItChanges() {
    for (int tenth = 0; tenth < 20; tenth++) {
      reporter.onChange(WORLD.feed());
      reporter.onCount(Map.of(WORLD.feed(), streams(tenth + 1, 1, 1)));
      now = now.plusMillis(100);
    }

    assertThat(written).extracting(Reach::seq).containsExactly(1L, 10L, 19L);
  }

  @Test
  void aFeedWithoutStreamsIsReportedOnceForEachChange() {
    reporter.onChange(WORLD.feed());
    count(null);
    count(null);

    assertThat(written).hasSize(1);
    assertThat(written.get(0).streams()).isZero();
    assertThat(written.get(0).seq()).isEqualTo(1);
    assertThat(written.get(0).writtenAt()).isNull();
  }

  @Test
  void theEndOfTheLastStreamIsReported() {
    count(streams(1, 1, 1));
    count(null);
    count(null);

    assertThat(written).extracting(Reach::streams).containsExactly(1, 0);
  }

  @Test
  void aReplicaThatStopsReportsThatItHasNoStreams() {
    count(streams(1, 1, 1));

    reporter.close();

    assertThat(written).extracting(Reach::streams).containsExactly(1, 0);
  }

  /** Counts the streams of the feed, if there are any, and lets a second pass. */
  private void count(FeedCount count) {
    reporter.onCount(count == null ? Map.of() : Map.of(WORLD.feed(), count));
    now = now.plus(Duration.ofSeconds(1));
  }

  private static FeedCount streams(long seq, int streams, int reached) {
    return new FeedCount(new Cursor("k3f9", seq), streams, reached, streams - (long) reached, NOON);
  }
}
