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
  private final StreamHub hub;
  private final AtomicLong longestDelay = new AtomicLong();
  private volatile @Nullable Disposable ticking;

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
    this.hub = new StreamHub(feeds, settings, this.meters, admission);
  }

  /** The body of a response that is a stream. */
  public Publisher<DataBuffer> body(StreamRequest request, ServerHttpResponse response) {
    HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
    AtomicReference<Connection> found = new AtomicReference<>();
    server.withConnection(found::set);
    Connection connection = Objects.requireNonNull(found.get());
    Channel channel = connection.channel();
    if (channel.pipeline().get(HttpServerCodec.class) == null) {
      return body(
          request,
          new WebFluxStreamBody.Connection(
              channel.eventLoop(), response.bufferFactory(), connection::dispose));
    }
    // what comes after the stream's end would come after bytes the codec knows nothing of
    boolean chunked = server.version().equals(HttpVersion.HTTP_1_1);
    server.keepAlive(false).compression(false).chunkedTransfer(chunked);
    return new DirectStreamBody(
        hub,
        request,
        new DirectStreamBody.Connection(
            channel, chunked, response.bufferFactory(), settings.writeTimeout()));
  }

  /** A body that any web server can write. */
  Publisher<DataBuffer> body(StreamRequest request, WebFluxStreamBody.Connection connection) {
    return new WebFluxStreamBody(hub, request, connection);
  }

  /** All that is sent where there can be no stream now, and why. */
  public byte[] busy(String reason) {
    return hub.busy(reason).copy();
  }

  /** Ends the streams of partners whose tokens have gone; to be called when one may have. */
  public void recheckTokens() {
    hub.recheckTokens();
  }

  /** Whether the application stops. */
  public boolean isClosing() {
    return hub.isClosing();
  }

  /** Streams that are open. */
  public int open() {
    return admission.open();
  }

  @Override
  public void start() {
    long tick = tick().toMillis();
    ticking = time.timer().schedulePeriodically(this::beatOnce, tick, tick, TimeUnit.MILLISECONDS);
  }

  private Duration tick() {
    return settings.heartbeat().dividedBy(BEATS_PER_HEARTBEAT);
  }

  private void beatOnce() {
    admission.overloaded(longestDelay.getAndSet(0) > LATE.toNanos());
    int writeTimeout =
        (int) Math.ceil((double) settings.writeTimeout().toNanos() / tick().toNanos());
    Tick tick = new Tick(System.nanoTime(), BEATS_PER_HEARTBEAT, writeTimeout, this::delayed);
    hub.sharedStreams().forEach(sharedStream -> sharedStream.announceMidnight(time.clock()));
    hub.recheckTokens();
    hub.shards().forEach(shard -> shard.tick(tick));
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
    hub.close();
    Disposable timed = ticking;
    if (timed != null) {
      timed.dispose();
      ticking = null;
    }
    // the rest is for the rest of the application
    Duration ending = settings.shutdownDrain().multipliedBy(4).dividedBy(5);
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
    hub.shards().forEach(shard -> shard.end(share, this::closingEvents));
  }

  private ByteSlice closingEvents() {
    return ControlEvents.retry(admission.retry());
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }
}
