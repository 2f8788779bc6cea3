package news.dateline.feedapi.delivery;

import java.util.Objects;
import news.dateline.feedapi.index.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. It is live, and then has been sent all its circle has; or it lags, and then has
 * a position of its own.
 */
final class StreamSubscriber {
  private final StreamRequest visit;
  private final LoopShard circle;
  private final StreamOutput outlet;
  private Position position;
  private @Nullable ByteSlice rest;
  private @Nullable SubscriberSet home;
  private int seat;
  private boolean expected;
  private int stalled;
  private long progress;
  private volatile long lag;

  /**
   * @param preface what it is sent before anything else
   */
  StreamSubscriber(StreamRequest visit, LoopShard circle, StreamOutput outlet, ByteSlice preface) {
    this.visit = visit;
    this.circle = circle;
    this.outlet = outlet;
    this.position = visit.start().position();
    this.rest = preface;
  }

  StreamOutput outlet() {
    return outlet;
  }

  StreamRequest visit() {
    return visit;
  }

  LoopShard circle() {
    return circle;
  }

  /** Whether a task that goes on with it waits for its turn already. */
  boolean isExpected() {
    return expected;
  }

  void expected(boolean now) {
    expected = now;
  }

  void sit(SubscriberSet where, int number) {
    home = where;
    seat = number;
  }

  boolean isAmong(SubscriberSet members) {
    return home == members;
  }

  /** Whether it has not left yet. */
  boolean isIn() {
    return home != null;
  }

  /** Moves to others, or to nobody. */
  void moveTo(@Nullable SubscriberSet others) {
    if (home != null) {
      home.remove(seat);
      home = null;
    }
    if (others != null) {
      others.add(this);
    }
  }

  /** From here on it has a position of its own. */
  void lag(Position reached, SubscriberSet others) {
    position = reached;
    moveTo(others);
  }

  /** As long as it lags. */
  Position position() {
    return position;
  }

  boolean isAt(Position here) {
    return position.equals(here);
  }

  void position(Position reached) {
    position = reached;
  }

  /** The next part of what must go out before anything else. */
  EncodedFrames takeRest(int bytes) {
    ByteSlice whole = Objects.requireNonNull(rest);
    int part = Math.min(bytes, whole.length());
    rest = part == whole.length() ? null : whole.part(part, whole.length() - part);
    return EncodedFrames.of(whole.part(0, part));
  }

  boolean hasRest() {
    return rest != null;
  }

  /** An event that is too large to be written at once. */
  void rest(ByteSlice event) {
    rest = event;
  }

  /** Counts the beats it has been unable to take a byte; 0 where it has taken one since. */
  int stalled() {
    long now = outlet.progress();
    stalled = outlet.writable() || now != progress ? 0 : stalled + 1;
    progress = now;
    return stalled;
  }

  /** Finds out how many changes it has not been sent. */
  void measure() {
    lag = circle.behind(this);
  }

  /** What was found last; any thread. */
  long lag() {
    return lag;
  }

  /**
   * Ends it with a last word, unless an event is half sent: that must not look like a whole one.
   */
  void end(ByteSlice farewell) {
    if (outlet.writable() && !hasRest()) {
      EncodedFrames parcel = EncodedFrames.of(farewell);
      outlet.write(parcel);
      parcel.release();
    }
    outlet.end();
  }
}
