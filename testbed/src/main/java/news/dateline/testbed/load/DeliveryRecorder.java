package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * Records what the subscribers of one event loop receive, in one histogram. Confined to that event
 * loop until the run is over.
 */
final class DeliveryRecorder {
  private static final byte[] SEQ = "\"seq\":".getBytes(UTF_8);

  private final byte[] marker;
  private final int streams;
  private final Publisher publisher;
  private final Histogram micros = new Histogram(3);
  private final Histogram coldMicros = new Histogram(3);
  private long delivered;
  private long doubled;
  private long astray;
  private long outOfOrder;

  final class Progress {
    private final int stream;
    private final BitSet seen = new BitSet();
    private long lastSeq;

    private Progress(int stream) {
      this.stream = stream;
    }

    void record(byte[] data) {
      int number = (int) numberAfter(data, marker);
      if (number < 0 || number >= publisher.schedule().total()) {
        return;
      }
      if (number % streams != stream) {
        astray++;
        return;
      }
      int ofStream = number / streams;
      if (seen.get(ofStream)) {
        doubled++;
        return;
      }
      seen.set(ofStream);
      delivered++;
      recordLatency(number);
      long seq = numberAfter(data, SEQ);
      if (seq >= 0 && seq <= lastSeq) {
        outOfOrder++;
      }
      lastSeq = Math.max(lastSeq, seq);
    }
  }

  private void recordLatency(int number) {
    boolean cold = publisher.schedule().cold(number);
    if (cold || publisher.schedule().measured(number)) {
      long latency = Math.max(0, System.nanoTime() - publisher.due(number));
      (cold ? coldMicros : micros).recordValue(latency / 1000);
    }
  }

  DeliveryRecorder(LoadTarget target, Publisher publisher) {
    this.marker = target.marker().getBytes(UTF_8);
    this.streams = target.streams();
    this.publisher = publisher;
  }

  Progress subscriber(int stream) {
    return new Progress(stream);
  }

  /** The number after the first occurrence of the mark; -1 if there is none. */
  private static long numberAfter(byte[] data, byte[] mark) {
    for (int start = 0; start + mark.length < data.length; start++) {
      int i = 0;
      while (i < mark.length && data[start + i] == mark[i]) {
        i++;
      }
      if (i == mark.length) {
        return digits(data, start + i);
      }
    }
    return -1;
  }

  private static long digits(byte[] data, int from) {
    long number = -1;
    for (int i = from; i < data.length && data[i] >= '0' && data[i] <= '9'; i++) {
      number = Math.max(0, number) * 10 + data[i] - '0';
    }
    return number;
  }

  /** The latencies of the measured items. */
  Histogram micros() {
    return micros;
  }

  /** The latencies of the items of {@link Schedule#cold}. */
  Histogram coldMicros() {
    return coldMicros;
  }

  long delivered() {
    return delivered;
  }

  long doubled() {
    return doubled;
  }

  /** Events that belong to another stream than the subscriber's. */
  long astray() {
    return astray;
  }

  /** Events whose seq is not greater than that of an earlier event. */
  long outOfOrder() {
    return outOfOrder;
  }
}
