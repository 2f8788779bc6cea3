package news.dateline.feedapi.delivery;

import java.util.Objects;
import news.dateline.feedapi.index.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. It is live, and then has been sent all its circle has; or it lags, and then has
 * a position of its own.
 */
final class StreamSubscriber {
  private final StreamRequest request;
  private final LoopShard shard;
  private final StreamOutput output;
  private Position position;
  private @Nullable ByteSlice pending;
  private @Nullable SubscriberSet group;
  private int slot;
  private boolean resumeScheduled;
  private int stalledTicks;
  private long progress;
  private volatile long lag;

  /**
   * @param openingEvents what it is sent before anything else
   */
  StreamSubscriber(
      StreamRequest request, LoopShard shard, StreamOutput output, ByteSlice openingEvents) {
    this.request = request;
    this.shard = shard;
    this.output = output;
    this.position = request.start().position();
    this.pending = openingEvents;
  }

  StreamOutput output() {
    return output;
  }

  StreamRequest request() {
    return request;
  }

  LoopShard shard() {
    return shard;
  }

  /** Whether a task that goes on with it waits for its turn already. */
  boolean isResumeScheduled() {
    return resumeScheduled;
  }

  void resumeScheduled(boolean now) {
    resumeScheduled = now;
  }

  void assignSlot(SubscriberSet where, int number) {
    group = where;
    slot = number;
  }

  boolean isAmong(SubscriberSet members) {
    return group == members;
  }

  /** Whether it has not left yet. */
  boolean isIn() {
    return group != null;
  }

  /** Moves to others, or to nobody. */
  void moveTo(@Nullable SubscriberSet others) {
    if (group != null) {
      group.remove(slot);
      group = null;
    }
    if (others != null) {
      others.add(this);
    }
  }

  /** From here on it has a position of its own. */
  void fallBehind(Position reached, SubscriberSet others) {
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
  EncodedFrames takePending(int bytes) {
    ByteSlice whole = Objects.requireNonNull(pending);
    int part = Math.min(bytes, whole.length());
    pending = part == whole.length() ? null : whole.part(part, whole.length() - part);
    return EncodedFrames.of(whole.part(0, part));
  }

  boolean hasPending() {
    return pending != null;
  }

  /** An event that is too large to be written at once. */
  void pending(ByteSlice event) {
    pending = event;
  }

  /** Counts the beats it has been unable to take a byte; 0 where it has taken one since. */
  int countStalledTick() {
    long now = output.progress();
    stalledTicks = output.writable() || now != progress ? 0 : stalledTicks + 1;
    progress = now;
    return stalledTicks;
  }

  /** Finds out how many changes it has not been sent. */
  void measure() {
    lag = shard.behind(this);
  }

  /** What was found last; any thread. */
  long lag() {
    return lag;
  }

  /**
   * Ends it with a last word, unless an event is half sent: that must not look like a whole one.
   */
  void end(ByteSlice closingEvents) {
    if (output.writable() && !hasPending()) {
      EncodedFrames encoded = EncodedFrames.of(closingEvents);
      output.write(encoded);
      encoded.release();
    }
    output.end();
  }
}
