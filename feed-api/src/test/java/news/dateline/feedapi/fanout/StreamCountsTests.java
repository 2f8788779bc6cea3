package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.fanout.StreamCounts.FeedCount;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.ByteSlice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.BaseSubscriber;

class StreamCountsTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final FeedStateSamples CITY = FeedStateSamples.of("city", "cccc");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);
  private static final Selection BOTH =
      new Selection(List.of(CITY.feed(), WORLD.feed()), true, Filter.NONE);

  private static final Filter STORM =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm"))));

  private final DeliveryFixture fixture = new DeliveryFixture();
  private final List<Map<FeedId, FeedCount>> counts = new ArrayList<>();

  @BeforeEach
  void open() {
    fixture.publish(WORLD.opened(1), CITY.opened(1));
    fixture.hub.onCount(counts::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void streamsAreCountedOnceASecondAndNotWhenAChangeIsDelivered() {
    fixture.stream(ALL, "k3f9-1").subscribe();

    fixture.publish(WORLD.published("a", 2, 0));
    assertThat(counts).isEmpty();
    fixture.time.advanceTimeBy(Duration.ofSeconds(3));

    assertThat(counts).hasSize(3);
    FeedCount count = last(WORLD);
    assertThat(count.newest()).isEqualTo(new Cursor("k3f9", 2));
    assertThat(count.streams()).isEqualTo(1);
    assertThat(count.reached()).isEqualTo(1);
    assertThat(count.maxLag()).isZero();
    assertThat(count.writtenAt()).isNotNull();
    assertThat(counts.get(2)).doesNotContainKey(CITY.feed());
  }

  @Test
  void streamsWithAFilterAndOfSeveralFeedsCount() {
    fixture.stream(Selection.of(WORLD.feed(), STORM), "k3f9-1").subscribe();
    fixture.stream(BOTH, "cccc-1", "k3f9-1").subscribe();
    fixture.publish(WORLD.published("a", 2, 0));

    fixture.time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(last(WORLD).reached()).isEqualTo(2);
    assertThat(last(WORLD).streams()).isEqualTo(2);
    assertThat(last(CITY).streams()).isEqualTo(1);
    assertThat(last(CITY).newest().seq()).isEqualTo(1);
  }

  @Test
  void aStreamThatTakesNothingIsOpenAndNotReached() {
    fixture.stream(ALL, "k3f9-1").subscribe();
    BaseSubscriber<DataBuffer> slow = new Slow();
    fixture.body(fixture.request(ALL, "k3f9-1"), new DeliveryFixture.Loop()).subscribe(slow);
    fixture.publish(WORLD.published("a", 2, 0));
    fixture.publish(WORLD.published("b", 3, 0));

    fixture.time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(last(WORLD).streams()).isEqualTo(2);
    assertThat(last(WORLD).reached()).isEqualTo(1);
    assertThat(last(WORLD).maxLag()).isEqualTo(2);

    slow.request(Long.MAX_VALUE);
    fixture.time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(last(WORLD).reached()).isEqualTo(2);
  }

  @Test
  void theTimeOfAChangeOfAnotherEpochIsNotTakenForThatOfTheNewestOne() {
    fixture.stream(ALL, "k3f9-1").subscribe();
    fixture.time.advanceTimeBy(Duration.ofSeconds(1));
    // nothing was written to it but what opens the stream
    assertThat(last(WORLD).writtenAt()).isNull();
    assertThat(last(WORLD).reached()).isEqualTo(1);

    fixture.publish(FeedStateSamples.of("world", "zzzz").opened(1));
    fixture.time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(last(WORLD).newest()).isEqualTo(new Cursor("zzzz", 1));
    assertThat(last(WORLD).reached()).isEqualTo(1);
  }

  @Test
  void whatIsPassedOnAndNotYetTakenByTheSocketDoesNotCount() {
    StreamCounts count = new StreamCounts(fixture.feeds, 1, counts::add);
    SubscriberSet live = new SubscriberSet();
    live.add(subscriber(true));
    live.add(subscriber(false));

    count.add(ALL, live, new Position(List.of(new Cursor("k3f9", 1))), 0);
    count.countDown();

    assertThat(last(WORLD).streams()).isEqualTo(2);
    assertThat(last(WORLD).reached()).isEqualTo(1);
    assertThat(last(WORLD).maxLag()).isEqualTo(1);
  }

  private StreamSubscriber subscriber(boolean flushed) {
    SharedStream stream =
        new SharedStream(
            ALL,
            List.of(fixture.feeds.find(WORLD.feed()).orElseThrow()),
            new SharedStream.Context(
                fixture.feeds, fixture.hub.metrics(), () -> ByteSlice.of(new byte[0])));
    return new StreamSubscriber(
        fixture.request(ALL, "k3f9-1"),
        stream.shard(new DeliveryFixture.Loop()),
        new Output(flushed));
  }

  private record Output(boolean flushed) implements StreamOutput {
    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void write(EncodedFrames frames) {}

    @Override
    public long progress() {
      return 0;
    }

    @Override
    public void end() {}

    @Override
    public void abort() {}
  }

  private static final class Slow extends BaseSubscriber<DataBuffer> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }
  }

  private FeedCount last(FeedStateSamples feed) {
    return counts.get(counts.size() - 1).get(feed.feed());
  }
}
