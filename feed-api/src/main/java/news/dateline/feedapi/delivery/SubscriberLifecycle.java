package news.dateline.feedapi.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.FeedStore;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Makes streams, and looks after them as long as the application runs: heartbeats, midnights, those
 * who take nothing. When it stops they end, spread over some time.
 */
public final class SubscriberLifecycle implements SmartLifecycle {
  private static final int BEATS_PER_HEARTBEAT = 15;
  private static final Duration LATE = Duration.ofMillis(500);
  private static final Duration DRAIN_STEP = Duration.ofMillis(100);

  private final StreamProperties settings;
  private final Time time;
  private final StreamMetrics meters;
  private final Admission admission;
  private final StreamHub audience;
  private final AtomicLong longestDelay = new AtomicLong();
  private volatile @Nullable Disposable beating;

  /**
   * What time it is.
   *
   * @param timer gives the beat
   * @param clock knows when midnight is
   */
  public record Time(Scheduler timer, Clock clock) {}

  public SubscriberLifecycle(
      FeedStore feeds, StreamProperties settings, Time time, MeterRegistry meters) {
    this.settings = settings;
    this.time = time;
    this.admission = new Admission(settings);
    this.meters = new StreamMetrics(meters, admission::open);
    this.audience = new StreamHub(feeds, settings, this.meters, admission);
  }

  /** The body of a response that is a stream. */
  public Publisher<DataBuffer> body(StreamRequest visit, ServerHttpResponse response) {
    HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
    AtomicReference<Connection> found = new AtomicReference<>();
    server.withConnection(found::set);
    Connection connection = Objects.requireNonNull(found.get());
    Channel channel = connection.channel();
    if (channel.pipeline().get(HttpServerCodec.class) == null) {
      return body(
          visit,
          new WebFluxStreamBody.Connection(
              channel.eventLoop(), response.bufferFactory(), connection::dispose));
    }
    // what comes after the stream's end would come after bytes the codec knows nothing of
    boolean chunked = server.version().equals(HttpVersion.HTTP_1_1);
    server.keepAlive(false).compression(false).chunkedTransfer(chunked);
    return new DirectStreamBody(
        audience,
        visit,
        new DirectStreamBody.Connection(
            channel, chunked, response.bufferFactory(), settings.stall()));
  }

  /** A body that any web server can write. */
  Publisher<DataBuffer> body(StreamRequest visit, WebFluxStreamBody.Connection connection) {
    return new WebFluxStreamBody(audience, visit, connection);
  }

  /** All that is sent where there can be no stream now, and why. */
  public byte[] busy(String reason) {
    return audience.busy(reason).copy();
  }

  /** Ends the streams of partners whose tokens have gone; to be called when one may have. */
  public void review() {
    audience.review();
  }

  /** Whether the application stops. */
  public boolean isClosing() {
    return audience.isClosing();
  }

  /** Streams that are open. */
  public int open() {
    return admission.open();
  }

  @Override
  public void start() {
    long beat = beat().toMillis();
    beating = time.timer().schedulePeriodically(this::beatOnce, beat, beat, TimeUnit.MILLISECONDS);
  }

  private Duration beat() {
    return settings.heartbeat().dividedBy(BEATS_PER_HEARTBEAT);
  }

  private void beatOnce() {
    admission.late(longestDelay.getAndSet(0) > LATE.toNanos());
    int stall = (int) Math.ceil((double) settings.stall().toNanos() / beat().toNanos());
    Tick beat = new Tick(System.nanoTime(), BEATS_PER_HEARTBEAT, stall, this::delayed);
    audience.broadcasts().forEach(broadcast -> broadcast.look(time.clock()));
    audience.review();
    audience.circles().forEach(circle -> circle.beat(beat));
  }

  private void delayed(long nanos) {
    meters.loopDelay(nanos);
    longestDelay.accumulateAndGet(nanos, Math::max);
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable stopped) {
    audience.close();
    Disposable timed = beating;
    if (timed != null) {
      timed.dispose();
      beating = null;
    }
    // the rest is for the rest of the application
    Duration ending = settings.drain().multipliedBy(4).dividedBy(5);
    drain((int) ending.dividedBy(DRAIN_STEP), stopped);
  }

  /** Ends the same number of streams at each step, so that they do not all come back at once. */
  private void drain(int steps, Runnable stopped) {
    end(1.0 / Math.max(1, steps));
    if (steps <= 1 || open() == 0) {
      stopped.run();
    } else {
      time.timer()
          .schedule(() -> drain(steps - 1, stopped), DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void end(double share) {
    audience.circles().forEach(circle -> circle.end(share, this::farewell));
  }

  private ByteSlice farewell() {
    return ControlEvents.retry(admission.retry());
  }

  @Override
  public boolean isRunning() {
    return beating != null;
  }
}
