package news.dateline.feedapi.delivery;

import java.util.Objects;
import news.dateline.feedapi.index.Slice;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. It is live, and then has been sent all its circle has; or it lags, and then has
 * a position of its own.
 */
final class Follower {
  private final Visit visit;
  private final Circle circle;
  private final Outlet outlet;
  private Position position;
  private @Nullable Slice rest;
  private @Nullable Members home;
  private int seat;
  private boolean expected;
  private int stalled;
  private long progress;
  private volatile long lag;

  /**
   * @param preface what it is sent before anything else
   */
  Follower(Visit visit, Circle circle, Outlet outlet, Slice preface) {
    this.visit = visit;
    this.circle = circle;
    this.outlet = outlet;
    this.position = visit.start().position();
    this.rest = preface;
  }

  Outlet outlet() {
    return outlet;
  }

  Visit visit() {
    return visit;
  }

  Circle circle() {
    return circle;
  }

  /** Whether a task that goes on with it waits for its turn already. */
  boolean isExpected() {
    return expected;
  }

  void expected(boolean now) {
    expected = now;
  }

  void sit(Members where, int number) {
    home = where;
    seat = number;
  }

  boolean isAmong(Members members) {
    return home == members;
  }

  /** Whether it has not left yet. */
  boolean isIn() {
    return home != null;
  }

  /** Moves to others, or to nobody. */
  void moveTo(@Nullable Members others) {
    if (home != null) {
      home.remove(seat);
      home = null;
    }
    if (others != null) {
      others.add(this);
    }
  }

  /** From here on it has a position of its own. */
  void lag(Position reached, Members others) {
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
  Parcel takeRest(int bytes) {
    Slice whole = Objects.requireNonNull(rest);
    int part = Math.min(bytes, whole.length());
    rest = part == whole.length() ? null : whole.part(part, whole.length() - part);
    return Parcel.of(whole.part(0, part));
  }

  boolean hasRest() {
    return rest != null;
  }

  /** An event that is too large to be written at once. */
  void rest(Slice event) {
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
  void end(Slice farewell) {
    if (outlet.writable() && !hasRest()) {
      Parcel parcel = Parcel.of(farewell);
      outlet.write(parcel);
      parcel.release();
    }
    outlet.end();
  }
}
