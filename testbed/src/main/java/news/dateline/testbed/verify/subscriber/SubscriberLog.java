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
 * All that one subscriber was told, over all its connections, and what is wrong in that alone: no
 * change twice, none behind the cursor, no connection that begins elsewhere than where the
 * subscriber was. For one thread, but for {@link #reached()}.
 */
public final class SubscriberLog {
  private final String subscriber;
  private final Filter filter;
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
      String subscriber, Filter filter, Violations violations, boolean resetsAllowed) {
    this.subscriber = subscriber;
    this.filter = filter;
    this.violations = violations;
    this.resetsAllowed = resetsAllowed;
  }

  public String subscriber() {
    return subscriber;
  }

  public Filter filter() {
    return filter;
  }

  /** Where to go on; null before the first event. */
  @Nullable Cursor cursor() {
    return cursor;
  }

  /** The seq of the cursor; -1 before the first event. */
  public long reached() {
    return reached;
  }

  /** What comes next comes over a new connection. */
  public void connectionStarting() {
    firstOfConnection = true;
  }

  /**
   * Takes the next event.
   *
   * @param now when it was read
   * @param attentiveSince from when on the subscriber has been there and reading; what was
   *     published before says nothing about the service's speed
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
      violations.add(RESET, subscriber, id.seq(), null, frame.text() + ", came with " + cursor);
    }
    segment = size;
  }

  private void checkFirst(Frame frame, Cursor id) {
    if (frame.type() != Frame.Type.AT) {
      violations.add(POSITION, subscriber, frame.seq(), null, "the stream begins without a place");
    } else if (cursor != null && !cursor.equals(id)) {
      violations.add(POSITION, subscriber, "came with " + cursor + ", was put at " + id);
    }
  }

  private void checkNext(Frame frame, Cursor id) {
    if (cursor == null || !cursor.epoch().equals(id.epoch())) {
      violations.add(POSITION, subscriber, "another numbering without a reset: " + id);
    } else if (frame.seq() == 0) {
      if (id.seq() < cursor.seq()) {
        violations.add(POSITION, subscriber, "the cursor went back from " + cursor + " to " + id);
      }
    } else if (frame.seq() <= cursor.seq()) {
      String what = frame.text() + " came when the cursor was " + cursor + " already";
      Violation.Kind kind = hasSeen(frame.seq()) ? DOUBLED : REORDERED;
      violations.add(kind, subscriber, frame.seq(), frame.item(), what);
    } else if (frame.seq() != id.seq()) {
      String what = "the id is " + id + ": not the change it is sent with";
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

  /** Where what the subscriber knows now begins: at 0, or at the last reset. */
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
