package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * What one event loop's readers got: one histogram for all of them, as they share a thread. Only
 * for that thread, until the run is over.
 */
final class DeliveryRecorder {
  private static final byte[] SEQ = "\"seq\":".getBytes(UTF_8);

  private final byte[] marker;
  private final int streams;
  private final Publisher publisher;
  private final Histogram micros = new Histogram(3);
  private long delivered;
  private long doubled;
  private long astray;
  private long outOfOrder;

  /** How far one reader is. */
  final class Progress {
    private final int stream;
    private final BitSet seen = new BitSet();
    private long lastSeq;

    private Progress(int stream) {
      this.stream = stream;
    }

    /** Notes an event that the reader got. */
    void note(byte[] data) {
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
      if (publisher.schedule().measured(number)) {
        micros.recordValue(Math.max(0, System.nanoTime() - publisher.due(number)) / 1000);
      }
      long seq = numberAfter(data, SEQ);
      if (seq >= 0 && seq <= lastSeq) {
        outOfOrder++;
      }
      lastSeq = Math.max(lastSeq, seq);
    }
  }

  DeliveryRecorder(LoadTarget outlet, Publisher publisher) {
    this.marker = outlet.marker().getBytes(UTF_8);
    this.streams = outlet.streams();
    this.publisher = publisher;
  }

  /** A reader of the stream begins. */
  Progress reader(int stream) {
    return new Progress(stream);
  }

  /** The digits after the first occurrence of the mark; -1 where there are none. */
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

  Histogram micros() {
    return micros;
  }

  long delivered() {
    return delivered;
  }

  long doubled() {
    return doubled;
  }

  /** Events of another stream than the reader's. */
  long astray() {
    return astray;
  }

  /** Events whose seq was not above that of the event before. */
  long outOfOrder() {
    return outOfOrder;
  }
}
