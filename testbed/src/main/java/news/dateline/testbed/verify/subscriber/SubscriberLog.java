package news.dateline.testbed.verify.subscriber;

import static news.dateline.testbed.verify.violation.Violation.Kind.DOUBLED;
import static news.dateline.testbed.verify.violation.Violation.Kind.MALFORMED;
import static news.dateline.testbed.verify.violation.Violation.Kind.POSITION;
import static news.dateline.testbed.verify.violation.Violation.Kind.REORDERED;
import static news.dateline.testbed.verify.violation.Violation.Kind.RESET;

import java.util.Arrays;
import java.util.stream.IntStream;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.violation.Violation;
import news.dateline.testbed.verify.violation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * All events that one subscriber received, over all its connections. Reports violations that the
 * log alone shows: a change twice, a change behind the cursor, a connection that begins at another
 * position. Confined to one thread, except {@link #reached()}.
 */
public final class SubscriberLog {
  private final String subscriber;
  private final StreamFilter filter;
  private final Violations violations;
  private final boolean resetsAllowed;
  private Frame[] frames = new Frame[256];
  private long[] times = new long[256];
  private long[] attentive = new long[256];
  private int size;
  private int segment;
  private @Nullable Cursor cursor;
  private boolean firstOfConnection = true;
  private volatile long reached = -1;

  public SubscriberLog(
      String subscriber, StreamFilter filter, Violations violations, boolean resetsAllowed) {
    this.subscriber = subscriber;
    this.filter = filter;
    this.violations = violations;
    this.resetsAllowed = resetsAllowed;
  }

  public String subscriber() {
    return subscriber;
  }

  public StreamFilter filter() {
    return filter;
  }

  @Nullable Cursor cursor() {
    return cursor;
  }

  /** The seq of the cursor; -1 before the first event. */
  public long reached() {
    return reached;
  }

  /** The next event belongs to a new connection. */
  public void connectionStarting() {
    firstOfConnection = true;
  }

  /**
   * Appends the next event.
   *
   * @param now when the event was read, in epoch milliseconds
   * @param attentiveSince since when the subscriber has been connected and reading; earlier changes
   *     say nothing about the latency of the service
   */
  public void append(Frame frame, long now, long attentiveSince) {
    if (frame.type() == Frame.Type.MALFORMED) {
      violations.add(MALFORMED, subscriber, frame.text());
      return;
    }
    if (frame.type() == Frame.Type.BUSY) {
      return;
    }
    Cursor id = frame.cursor();
    if (id == null) {
      violations.add(MALFORMED, subscriber, "an id that is no cursor, of " + frame.type());
      return;
    }
    if (frame.type() == Frame.Type.RESET) {
      reset(frame, id);
    } else if (firstOfConnection) {
      checkFirst(frame, id);
    } else {
      checkNext(frame, id);
    }
    firstOfConnection = false;
    store(frame, now, attentiveSince);
    cursor = id;
    reached = id.seq();
  }

  private void reset(Frame frame, Cursor id) {
    if (!resetsAllowed) {
      violations.add(
          RESET, subscriber, id.seq(), null, frame.text() + ", the subscriber came with " + cursor);
    }
    segment = size;
  }

  private void checkFirst(Frame frame, Cursor id) {
    if (frame.type() != Frame.Type.AT) {
      violations.add(
          POSITION, subscriber, frame.seq(), null, "the stream begins without a position");
    } else if (cursor != null && !cursor.equals(id)) {
      violations.add(POSITION, subscriber, "came with " + cursor + ", the stream begins at " + id);
    }
  }

  private void checkNext(Frame frame, Cursor id) {
    if (cursor == null || !cursor.epoch().equals(id.epoch())) {
      violations.add(POSITION, subscriber, "another epoch without a reset: " + id);
    } else if (frame.seq() == 0) {
      if (id.seq() < cursor.seq()) {
        violations.add(POSITION, subscriber, "the cursor went back from " + cursor + " to " + id);
      }
    } else if (frame.seq() <= cursor.seq()) {
      String what = frame.text() + " came when the cursor was " + cursor + " already";
      Violation.Kind kind = hasSeen(frame.seq()) ? DOUBLED : REORDERED;
      violations.add(kind, subscriber, frame.seq(), frame.item(), what);
    } else if (frame.seq() != id.seq()) {
      String what = "the id is " + id + ": another change than the data";
      violations.add(POSITION, subscriber, frame.seq(), frame.item(), what);
    }
  }

  private boolean hasSeen(long seq) {
    return IntStream.range(segment, size).anyMatch(i -> frames[i].seq() == seq);
  }

  private void store(Frame frame, long now, long attentiveSince) {
    if (size == frames.length) {
      frames = Arrays.copyOf(frames, size * 2);
      times = Arrays.copyOf(times, size * 2);
      attentive = Arrays.copyOf(attentive, size * 2);
    }
    frames[size] = frame;
    times[size] = now;
    attentive[size++] = attentiveSince;
  }

  public int size() {
    return size;
  }

  /** The index of the first entry since the last reset; 0 if there was none. */
  public int segment() {
    return segment;
  }

  public Frame frame(int index) {
    return frames[index];
  }

  public long time(int index) {
    return times[index];
  }

  public long attentiveSince(int index) {
    return attentive[index];
  }
}
