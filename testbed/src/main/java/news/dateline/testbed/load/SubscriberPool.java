package news.dateline.testbed.load;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.testbed.sse.ConnectOptions;
import news.dateline.testbed.sse.StreamClient;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All subscribers of a run. Its own methods are called by the thread of the run. */
final class SubscriberPool implements AutoCloseable {
  /** The most connections in progress; less than a server's usual backlog. */
  private static final int MAX_CONNECTING = 100;

  /** Subscribers per local address: a pair of addresses has some 28,000 ports. */
  private static final int MAX_PER_ADDRESS = 5_000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

  private final StreamClient client;
  private final Map<EventLoop, DeliveryRecorder> recorders = new HashMap<>();
  private final List<LoadSubscriber> subscribers = new ArrayList<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger reconnects = new AtomicInteger();
  private final AtomicInteger protocolViolations = new AtomicInteger();
  private final int streams;
  private final LoadRun.LoadProfile profile;
  private final int activeSubscribers;
  private volatile int refusal;

  SubscriberPool(LoadTarget target, Publisher publisher, LoadRun.LoadProfile profile) {
    streams = target.streams();
    this.profile = profile;
    activeSubscribers = profile.subscribers() - profile.stalled();
    client = new StreamClient(profile.threads());
    for (int i = 0; i < profile.subscribers(); i++) {
      EventLoop loop = client.loop();
      DeliveryRecorder recorder =
          recorders.computeIfAbsent(loop, any -> new DeliveryRecorder(target, publisher));
      URI stream = target.stream(i);
      ConnectOptions options = ConnectOptions.unlimited(stream, Map.of(), address(stream, i));
      subscribers.add(new LoadSubscriber(this, loop, recorder.subscriber(i % streams), options));
    }
  }

  /** Local subscribers use several local addresses, so that ports do not run out. */
  private static @Nullable InetAddress address(URI stream, int subscriber) {
    if (!stream.getHost().equals("127.0.0.1")) {
      return null;
    }
    try {
      return InetAddress.getByAddress(
          new byte[] {127, 0, 0, (byte) (1 + subscriber / MAX_PER_ADDRESS)});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects all subscribers. Returns the streams that began per second, once all have. */
  double connectAll() {
    long start = System.nanoTime();
    for (int i = 0; i < subscribers.size(); i++) {
      int before = i;
      await(start, () -> connected.get() > before - MAX_CONNECTING);
      subscribers.get(i).loop().execute(subscribers.get(i)::connect);
    }
    await(start, () -> connected.get() == subscribers.size());
    return subscribers.size() * 1e9 / (System.nanoTime() - start);
  }

  private void await(long start, BooleanSupplier onConnected) {
    while (!onConnected.getAsBoolean()) {
      if (refusal != 0 || System.nanoTime() - start > CONNECT_TIMEOUT.toNanos()) {
        String why = refusal == 0 ? "" : ": an answer was " + refusal;
        throw CommandFailedException.unreachable(
            "only " + connected + " of " + subscribers.size() + " streams began" + why);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** Makes the stalled subscribers stop reading. */
  void stall() {
    subscribers
        .subList(activeSubscribers, subscribers.size())
        .forEach(subscriber -> subscriber.loop().execute(subscriber::stall));
  }

  /** Disconnects all subscribers. Returns once no stream is open. */
  void disconnectAll() {
    subscribers.forEach(subscriber -> subscriber.loop().execute(subscriber::disconnect));
    await(System.nanoTime(), () -> connected.get() == 0);
  }

  /** Reconnects all subscribers at once, each at its cursor. */
  void reconnectAll() {
    subscribers.forEach(subscriber -> subscriber.loop().execute(subscriber::connect));
  }

  StreamClient client() {
    return client;
  }

  void onConnected() {
    connected.incrementAndGet();
  }

  void onDisconnected() {
    connected.decrementAndGet();
  }

  void onReconnected() {
    reconnects.incrementAndGet();
  }

  void onRefused(int status) {
    refusal = status;
  }

  void onProtocolViolation() {
    protocolViolations.incrementAndGet();
  }

  LoadRun.LoadProfile profile() {
    return profile;
  }

  int reconnects() {
    return reconnects.get();
  }

  int protocolViolations() {
    return protocolViolations.get();
  }

  /** The number of deliveries of these items to all active subscribers of their streams. */
  long expected(int[] items) {
    return Arrays.stream(items).mapToLong(item -> subscribersOf(item % streams)).sum();
  }

  private int subscribersOf(int stream) {
    return (activeSubscribers - stream + streams - 1) / streams;
  }

  /** The number of deliveries so far; exact once the pool is closed. */
  long delivered() {
    return recorders.values().stream().mapToLong(DeliveryRecorder::delivered).sum();
  }

  long doubled() {
    return recorders.values().stream().mapToLong(DeliveryRecorder::doubled).sum();
  }

  long astray() {
    return recorders.values().stream().mapToLong(DeliveryRecorder::astray).sum();
  }

  long outOfOrder() {
    return recorders.values().stream().mapToLong(DeliveryRecorder::outOfOrder).sum();
  }

  /** Returns the sum of one histogram of each recorder; exact once the pool is closed. */
  Histogram micros(Function<DeliveryRecorder, Histogram> histogram) {
    Histogram all = new Histogram(3);
    recorders.values().forEach(recorder -> all.add(histogram.apply(recorder)));
    return all;
  }

  @Override
  public void close() {
    client.close();
  }
}
