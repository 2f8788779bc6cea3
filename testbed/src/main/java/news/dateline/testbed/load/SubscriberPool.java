package news.dateline.testbed.load;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.testbed.sse.ConnectOptions;
import news.dateline.testbed.sse.StreamClient;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All readers of a run. */
final class SubscriberPool implements AutoCloseable {
  /** Connections being made at once: less than a server's usual backlog. */
  private static final int AT_ONCE = 100;

  /** Readers an address: a pair of addresses has some 28,000 ports. */
  private static final int PER_ADDRESS = 5_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StreamClient client;
  private final Map<EventLoop, DeliveryRecorder> arrivals = new HashMap<>();
  private final List<LoadSubscriber> readers = new ArrayList<>();
  private final AtomicInteger there = new AtomicInteger();
  private final AtomicInteger returns = new AtomicInteger();
  private final AtomicInteger flaws = new AtomicInteger();
  private final int streams;
  private final int reading;
  private volatile int refusal;
  private double seconds;

  SubscriberPool(LoadTarget outlet, Publisher publisher, LoadRun.LoadProfile crowd) {
    streams = outlet.streams();
    reading = crowd.readers() - crowd.stalled();
    client = new StreamClient(crowd.threads());
    for (int i = 0; i < crowd.readers(); i++) {
      EventLoop loop = client.loop();
      DeliveryRecorder own =
          arrivals.computeIfAbsent(loop, any -> new DeliveryRecorder(outlet, publisher));
      URI stream = outlet.stream(i);
      ConnectOptions visit = ConnectOptions.patient(stream, Map.of(), address(stream, i));
      readers.add(new LoadSubscriber(this, loop, own.reader(i % streams), visit));
    }
  }

  /** On one machine the readers come from several addresses, so that ports do not run out. */
  private static @Nullable InetAddress address(URI stream, int reader) {
    if (!stream.getHost().equals("127.0.0.1")) {
      return null;
    }
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + reader / PER_ADDRESS)});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has all of them connect; returns once every stream has begun. */
  void gather() {
    long start = System.nanoTime();
    for (int i = 0; i < readers.size(); i++) {
      int before = i;
      await(start, () -> there.get() > before - AT_ONCE);
      readers.get(i).loop().execute(readers.get(i)::connect);
    }
    await(start, () -> there.get() == readers.size());
    seconds = (System.nanoTime() - start) / 1e9;
  }

  private void await(long start, BooleanSupplier arrived) {
    while (!arrived.getAsBoolean()) {
      if (refusal != 0 || System.nanoTime() - start > PATIENCE.toNanos()) {
        String why = refusal == 0 ? "" : ": one was answered with " + refusal;
        throw CommandFailedException.unreachable(
            "only " + there + " of " + readers.size() + " streams began" + why);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** Has the last of them read nothing any more. */
  void stall() {
    readers
        .subList(reading, readers.size())
        .forEach(reader -> reader.loop().execute(reader::stall));
  }

  /** Has all of them break off; returns once they have. */
  void leave() {
    readers.forEach(reader -> reader.loop().execute(reader::leave));
    await(System.nanoTime(), () -> there.get() == 0);
  }

  /** Has all of them connect at once, each from where it was. */
  void comeBack() {
    readers.forEach(reader -> reader.loop().execute(reader::connect));
  }

  StreamClient client() {
    return client;
  }

  void arrived() {
    there.incrementAndGet();
  }

  void left() {
    there.decrementAndGet();
  }

  void cameBack() {
    returns.incrementAndGet();
  }

  void refused(int status) {
    refusal = status;
  }

  void flawed() {
    flaws.incrementAndGet();
  }

  int size() {
    return readers.size();
  }

  /** Streams begun a second while all connected. */
  double connectRate() {
    return readers.size() / seconds;
  }

  int returns() {
    return returns.get();
  }

  int flaws() {
    return flaws.get();
  }

  /** How many deliveries these items are: to all who read their stream. */
  long expected(IntStream items) {
    return items.mapToLong(item -> readersOf(item % streams)).sum();
  }

  private int readersOf(int stream) {
    return (reading - stream + streams - 1) / streams;
  }

  /** What was delivered so far, about; exactly once closed. */
  long delivered() {
    return arrivals.values().stream().mapToLong(DeliveryRecorder::delivered).sum();
  }

  long doubled() {
    return arrivals.values().stream().mapToLong(DeliveryRecorder::doubled).sum();
  }

  long astray() {
    return arrivals.values().stream().mapToLong(DeliveryRecorder::astray).sum();
  }

  long outOfOrder() {
    return arrivals.values().stream().mapToLong(DeliveryRecorder::outOfOrder).sum();
  }

  Histogram micros() {
    Histogram all = new Histogram(3);
    arrivals.values().forEach(own -> all.add(own.micros()));
    return all;
  }

  @Override
  public void close() {
    client.close();
  }
}
