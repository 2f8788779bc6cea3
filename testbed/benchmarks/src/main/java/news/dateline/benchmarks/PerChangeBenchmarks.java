package news.dateline.feedapi.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.PublicState;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one change costs: read, applied and published, encoded for the wire, told to a group. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PerChangeBenchmarks {
  private static final FeedId FEED = new FeedId("world");
  private static final SampleFeed SAMPLE = new SampleFeed(FEED);
  private static final int SUBSCRIBERS = 2_000;
  private static final Selection SELECTION = Selection.of(FEED, Filter.NONE);

  /** Items the feed has. */
  @Param({"100", "100000"})
  private int items;

  private FeedStore feeds = new FeedStore();
  private long seq;
  private byte[] key = new byte[0];
  private byte[] value = new byte[0];
  private FeedStore followed = new FeedStore();
  private long followedSeq;
  private long written;

  /** Takes everything. */
  private final class Sink implements StreamOutput {
    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void write(EncodedFrames encoded) {
      written += encoded.length();
    }

    @Override
    public long progress() {
      return written;
    }

    @Override
    public void end() {}

    @Override
    public void abort() {}
  }

  @Setup
  public void fill() {
    feeds = feed(items);
    seq = items + 1L;
    PublicState change = SAMPLE.update(seq);
    key = change.key();
    value = change.value();
    followed = feed(items);
    followedSeq = seq;
    follow();
  }

  private static FeedStore feed(int items) {
    FeedStore feeds = new FeedStore();
    SAMPLE.changes(items).forEach(feeds::apply);
    feeds.publish();
    return feeds;
  }

  private void follow() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    List<FeedIndex> present = SELECTION.present(followed::find).orElseThrow();
    SharedStream sharedStream =
        new SharedStream(
            SELECTION, present, followed, new StreamMetrics(registry, () -> SUBSCRIBERS));
    LoopShard shard = sharedStream.shard(Runnable::run);
    ResumePoint start = new ResumePoint(Position.after(present), List.of(Optional.empty()));
    for (int i = 0; i < SUBSCRIBERS; i++) {
      StreamRequest request = new StreamRequest(SELECTION, start, "192.0.2.1", null);
      shard.join(new StreamSubscriber(request, shard, new Sink(), ControlEvents.at("at")));
    }
    followed.onChange(feed -> sharedStream.onFeedChanged());
  }

  /** A record of the topic is read. */
  @Benchmark
  public PublicState read() {
    return PublicState.read(key, value);
  }

  /** It is put into the feed, with its frame made, and the new version is shown. */
  @Benchmark
  public Optional<FeedIndex> apply() {
    feeds.apply(SAMPLE.update(++seq));
    feeds.publish();
    return feeds.find(FEED);
  }

  /** The new frame is brought into the form of a chunk. */
  @Benchmark
  public int encode() {
    FeedIndex index = feeds.find(FEED).orElseThrow();
    EncodedFrames encoded = new EncodedFrames();
    encoded.add(
        Delta.bounded(SELECTION, before(index), List.of(index), LoopShard.MAX_WRITE).frames());
    int bytes = encoded.chunkedBuffer().readableBytes();
    encoded.release();
    return bytes;
  }

  private static Position before(FeedIndex index) {
    return new Position(List.of(new Cursor(index.epoch(), index.seq() - 1)));
  }

  /** As {@link #apply}, and 2,000 who follow are told, without the socket. */
  @Benchmark
  public long applyAndWalk() {
    followed.apply(SAMPLE.update(++followedSeq));
    followed.publish();
    return written;
  }
}
