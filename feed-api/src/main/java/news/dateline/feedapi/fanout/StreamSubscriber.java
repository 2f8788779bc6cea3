package news.dateline.feedapi.fanout;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.admission.PartnerStream;
import news.dateline.feedapi.sse.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * A client with an open stream. A live subscriber has received all changes of its shard; a lagging
 * subscriber has a position of its own. Used on its event loop only, except for {@link #lag}.
 */
public final class StreamSubscriber implements PartnerStream {
  private final StreamRequest request;
  private final LoopShard shard;
  private final StreamOutput output;
  private Position position;
  private @Nullable ByteSlice pending;
  private @Nullable SubscriberSet group;
  private int slot;
  private boolean resumeScheduled;
  private int stalledTicks;
  private int expiry; // the number of a tick; 0 until the first tick
  private long progress;
  private volatile long lag;

  StreamSubscriber(StreamRequest request, LoopShard shard, StreamOutput output) {
    this.request = request;
    this.shard = shard;
    this.output = output;
    this.position = request.start().position();
  }

  /** Continues after the output has become writable again. */
  public void resume() {
    shard.resume(this);
  }

  /** Sets the first events, for a stream whose newest position is that of its shard. */
  void open(Duration retry, Position newest) {
    pending = request.start().openingEvents(request.selection(), retry, newest);
  }

  StreamOutput output() {
    return output;
  }

  StreamRequest request() {
    return request;
  }

  /** Returns true if the client may be sent what is made from this version of its feeds. */
  boolean mayRead(Batch batch) {
    return batch.indexes().stream().allMatch(request::mayRead);
  }

  /** Ends the stream if the client may not be sent the batch. Call it before any of it is sent. */
  void recheckAccess(Batch next, SharedStream sharedStream) {
    if (!mayRead(next)) {
      end(sharedStream.restrictedEvents());
    }
  }

  LoopShard shard() {
    return shard;
  }

  /** Continues, unless a task is scheduled that does. */
  void resumeUnlessScheduled() {
    if (!resumeScheduled) {
      resume();
    }
  }

  void scheduleResume() {
    resumeScheduled = true;
    shard.run(
        () -> {
          resumeScheduled = false;
          resume();
        });
  }

  void assignSlot(SubscriberSet set, int number) {
    group = set;
    slot = number;
  }

  boolean isAmong(SubscriberSet set) {
    return group == set;
  }

  /** Returns true from joining the shard until leaving it. */
  boolean isJoined() {
    return group != null;
  }

  /** Moves to another set, or leaves all sets. */
  void moveTo(@Nullable SubscriberSet set) {
    if (group != null) {
      group.remove(slot);
      group = null;
    }
    if (set != null) {
      set.add(this);
    }
  }

  /** Makes a live subscriber a lagging one with its own position. */
  void fallBehind(Position reached, SubscriberSet lagging) {
    position = reached;
    moveTo(lagging);
  }

  /**
   * Makes a live subscriber a lagging one if its connection accepts no more. Otherwise ends its
   * stream if that has reached its maximum age.
   */
  void fallBehindOrExpire(Tick tick, Position reached, SubscriberSet lagging) {
    boolean expired = hasExpired(tick);
    if (!output.writable()) {
      fallBehind(reached, lagging);
    } else if (expired) {
      end(tick.expiredEvents().get());
    }
  }

  private boolean hasExpired(Tick tick) {
    if (tick.ticksPerMaxAge() == 0) {
      return false;
    }
    if (expiry == 0) {
      expiry = tick.newExpiry();
    }
    return tick.number() - expiry >= 0;
  }

  /** Returns the position of a lagging subscriber. A live one is at its shard's batch. */
  Position position() {
    return position;
  }

  boolean isAt(Position other) {
    return position.equals(other);
  }

  void advanceTo(Position reached) {
    position = reached;
  }

  /** Takes at most {@code maxBytes} of the bytes that must be sent before anything else. */
  EncodedFrames takePending(int maxBytes) {
    ByteSlice whole = Objects.requireNonNull(pending);
    int part = Math.min(maxBytes, whole.length());
    pending = part == whole.length() ? null : whole.part(part, whole.length() - part);
    return EncodedFrames.of(whole.part(0, part));
  }

  boolean hasPending() {
    return pending != null;
  }

  /** Returns true if a part of what leads to the position is not written to the socket yet. */
  boolean hasUnsent() {
    return hasPending() || !output.flushed();
  }

  /** Sets an event that is too large for one write. */
  void setPending(ByteSlice event) {
    pending = event;
  }

  /** Closes the connection at the given tick, counted since its peer last took a byte. */
  void abortIfStalled(int maxTicks, StreamMetrics metrics) {
    long now = output.progress();
    stalledTicks = output.writable() || now != progress ? 0 : stalledTicks + 1;
    progress = now;
    if (stalledTicks >= maxTicks) {
      metrics.slowClosed();
      output.abort();
    }
  }

  /** Ends a partner's stream if its token is not valid any more; else measures its lag. */
  void recheckToken(Supplier<ByteSlice> revokedEvents) {
    PartnerGrant grant = request.grant();
    if (grant == null || !isJoined()) {
      return;
    }
    if (grant.stillValid().getAsBoolean()) {
      lag = shard.lagOf(this);
    } else {
      end(revokedEvents.get());
    }
  }

  @Override
  public long lag() {
    return lag;
  }

  /** Ends the stream after the events, which are left out if only part of another event is sent. */
  void end(ByteSlice closingEvents) {
    if (output.writable() && !hasPending()) {
      EncodedFrames encoded = EncodedFrames.of(closingEvents);
      output.write(encoded);
      encoded.release();
    }
    output.end();
  }
}
