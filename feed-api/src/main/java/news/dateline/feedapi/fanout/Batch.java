package news.dateline.feedapi.delivery;

import java.util.List;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.FeedIndex;
import org.jspecify.annotations.Nullable;

/**
 * What a selection is at one moment, and the way to the next. Editions form a chain with one
 * writer: each event loop walks along it at its own pace, so nothing is queued for it, and what it
 * has left behind is garbage.
 */
final class Batch {
  /** Leads nowhere, and nothing leads on from it. */
  static final Batch EMPTY = of(List.of());

  private final List<FeedIndex> indexes;
  private final Position position;
  private final List<ByteSlice> frames;
  private final int bytes;
  private final int resets;
  private final long createdNanos = System.nanoTime();
  private volatile @Nullable Batch next;

  private Batch(List<FeedIndex> indexes, Position position, @Nullable Delta delta) {
    this.indexes = indexes;
    this.position = position;
    this.frames = delta == null ? List.of() : List.copyOf(delta.frames());
    this.bytes = delta == null ? 0 : delta.bytes();
    this.resets = delta == null ? 0 : delta.resets();
  }

  /** The first one. */
  static Batch of(List<FeedIndex> indexes) {
    return new Batch(indexes, Position.after(indexes), null);
  }

  /** Makes the next one and links it. */
  Batch append(Selection selection, List<FeedIndex> present) {
    Delta delta = Delta.complete(selection, position, present);
    Batch following = new Batch(present, delta.end(), delta);
    next = following;
    return following;
  }

  List<FeedIndex> indexes() {
    return indexes;
  }

  /** Where someone is who has been sent all of it. */
  Position position() {
    return position;
  }

  /** What leads here from the edition before. */
  List<ByteSlice> frames() {
    return frames;
  }

  int bytes() {
    return bytes;
  }

  int resets() {
    return resets;
  }

  /** Nanoseconds as {@link System#nanoTime()} counts them. */
  long createdNanos() {
    return createdNanos;
  }

  /** Null as long as this is the newest. */
  @Nullable Batch next() {
    return next;
  }
}
