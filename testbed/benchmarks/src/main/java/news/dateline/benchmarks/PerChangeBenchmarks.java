package news.dateline.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.PublicState;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.fanout.EncodedFrames;
import news.dateline.feedapi.fanout.Position;
import news.dateline.feedapi.fanout.ResumePoint;
import news.dateline.feedapi.fanout.Selection;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamOutput;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.feedapi.fanout.StreamRequest;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.support.web.TrustedProxies.ForwardedHeader;
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

/** Measures one change: reading, applying and publishing, encoding, and fan-out to subscribers. */
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

  /** The number of items in the feed. */
  @Param({"100", "100000"})
  private int items;

  private FeedStore feeds = new FeedStore();
  private long seq;
  private byte[] key = new byte[0];
  private byte[] value = new byte[0];
  private ByteSlice frame = ByteSlice.of(new byte[0]);
  private FeedStore followed = new FeedStore();
  private long followedSeq;
  private long written;

  /** A connection that accepts everything. */
  private final class Sink implements StreamOutput {
    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public boolean flushed() {
      return true;
    }

    @Override
    public void write(EncodedFrames frames) {
      written += frames.length();
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
    FeedIndex index = feeds.find(FEED).orElseThrow();
    frame = index.changesSince(index.seq() - 1).iterator().next().frame().bytes();
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
    MeterRegistry meters = new SimpleMeterRegistry();
    StreamProperties settings =
        new StreamProperties(
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0,
            0,
            1,
            List.of(),
            ForwardedHeader.X_FORWARDED_FOR);
    StreamHub hub = new StreamHub(followed, settings, new Admission(0, 0, meters), meters);
    Cursor newest = followed.find(FEED).orElseThrow().cursor();
    ResumePoint start = new ResumePoint(new Position(List.of(newest)), List.of(Optional.empty()));
    for (int i = 0; i < SUBSCRIBERS; i++) {
      hub.join(new StreamRequest(SELECTION, start, "192.0.2.1", null), new Sink(), Runnable::run);
    }
  }

  /** Parses a record of the topic. */
  @Benchmark
  public PublicState read() {
    return PublicState.read(key, value);
  }

  /** Applies a change, which encodes its frame, and publishes the new version of the feed. */
  @Benchmark
  public Optional<FeedIndex> apply() {
    feeds.apply(SAMPLE.update(++seq));
    feeds.publish();
    return feeds.find(FEED);
  }

  /** Encodes a frame as a chunk of HTTP/1.1. */
  @Benchmark
  public int encode() {
    EncodedFrames encoded = EncodedFrames.of(frame);
    int bytes = encoded.chunkedBuffer().readableBytes();
    encoded.release();
    return bytes;
  }

  /** Applies a change as {@link #apply} and writes it to 2,000 subscribers, without sockets. */
  @Benchmark
  public long applyAndFanOut() {
    followed.apply(SAMPLE.update(++followedSeq));
    followed.publish();
    return written;
  }
}
