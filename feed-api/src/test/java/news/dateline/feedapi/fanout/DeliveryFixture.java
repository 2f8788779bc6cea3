package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.PublicState;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.transport.StreamBodies;
import news.dateline.feedapi.transport.WebFluxStreamBody;
import news.dateline.support.web.TrustedProxies.ForwardedHeader;
import news.dateline.support.web.WriteProgressHandler;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A hub with its lifecycle on one thread and in virtual time. */
final class DeliveryFixture implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FeedStore feeds = new FeedStore();
  final Admission admission = new Admission(0, 0, meters);
  final StreamHub hub;
  final SubscriberLifecycle lifecycle;
  final AtomicInteger closed = new AtomicInteger();
  private final Executor loop = new Loop();

  /** An event loop on the calling thread. Tasks that a task adds run after it. */
  static final class Loop implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (tasks.size() == 1) {
        while (!tasks.isEmpty()) {
          tasks.element().run();
          tasks.remove();
        }
      }
    }
  }

  DeliveryFixture() {
    this(10);
  }

  DeliveryFixture(int selections) {
    this(selections, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  DeliveryFixture(int selections, Duration wait, Duration drain, Duration maxAge) {
    StreamProperties settings =
        new StreamProperties(
            HEARTBEAT,
            Duration.ofSeconds(20),
            wait,
            drain,
            maxAge,
            0,
            0,
            selections,
            List.of(),
            ForwardedHeader.X_FORWARDED_FOR);
    InstantSource virtual = () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
    SubscriberLifecycle.Time now =
        new SubscriberLifecycle.Time(time, virtual.withZone(ZoneOffset.UTC));
    hub = new StreamHub(feeds, settings, admission, meters);
    lifecycle = new SubscriberLifecycle(hub, admission, settings, now);
    time.advanceTimeTo(Instant.parse("2025-02-04T12:00:00Z"));
    lifecycle.start();
  }

  void publish(PublicState... states) {
    for (PublicState state : states) {
      feeds.apply(state);
    }
    feeds.publish();
  }

  /** Returns a request that resumes at the cursors, which are in the order of the feeds. */
  StreamRequest request(Selection selection, String... cursors) {
    List<Cursor> seen = Stream.of(cursors).map(cursor -> Cursor.parse("after", cursor)).toList();
    ResumePoint start = new ResumePoint(new Position(seen), List.of(Optional.empty()));
    return new StreamRequest(selection, start, "192.0.2.1", null);
  }

  /** Opens a stream that resumes at the cursors. */
  Flux<String> stream(Selection selection, String... cursors) {
    return stream(request(selection, cursors), loop);
  }

  Flux<String> stream(StreamRequest request, Executor eventLoop) {
    return Flux.from(body(request, eventLoop)).map((DataBuffer buffer) -> buffer.toString(UTF_8));
  }

  /** Returns the body of a connection whose closing is counted. */
  Publisher<DataBuffer> body(StreamRequest request, Executor eventLoop) {
    WriteProgressHandler writes = new WriteProgressHandler(Duration.ofDays(1), () -> {});
    EmbeddedChannel channel = new EmbeddedChannel(writes);
    channel.closeFuture().addListener(done -> closed.incrementAndGet());
    return new StreamBodies(hub, Duration.ZERO)
        .body(
            request,
            new WebFluxStreamBody.Connection(
                eventLoop, DefaultDataBufferFactory.sharedInstance, writes));
  }

  double count(String counter) {
    return meters.get("dateline.stream." + counter).counter().count();
  }

  /** Returns the summaries of all events with an id in the text. */
  static String summaries(CharSequence written) {
    return events(written).stream().collect(Collectors.joining(" "));
  }

  static List<String> events(CharSequence written) {
    return List.of(written.toString().split("\n\n")).stream()
        .filter(event -> event.startsWith("id: "))
        .map(DeliveryFixture::summary)
        .toList();
  }

  /** Returns seq, change and item of an event, such as {@code 5 left a}. */
  private static String summary(String event) {
    String seq = event.substring(event.indexOf('-') + 1, event.indexOf('\n'));
    int change = event.indexOf("\"change\":\"");
    if (change < 0) {
      return seq + " " + event.split("\n")[1].substring("event: ".length());
    }
    String what = event.substring(change + 10, event.indexOf('"', change + 10));
    int id = event.indexOf("\"id\":\"");
    return seq
        + " "
        + what
        + (id < 0 ? "" : " " + event.substring(id + 6, event.indexOf('"', id + 6)));
  }

  @Override
  public void close() {
    lifecycle.stop();
    time.dispose();
  }
}
