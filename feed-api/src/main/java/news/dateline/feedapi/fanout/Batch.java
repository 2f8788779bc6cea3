package news.dateline.feedapi.fanout;

import java.util.List;
import java.util.stream.IntStream;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.sse.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The events that lead a selection from one state to the next. Batches form a linked list with one
 * writer. Each event loop walks it at its own pace, so there is no queue per loop, and batches that
 * all loops have passed are garbage.
 */
final class Batch {
  /** Has no feeds and never gets a successor. */
  static final Batch EMPTY = of(List.of());

  private final List<FeedIndex> indexes;
  private final Position position;
  private final List<ByteSlice> frames;
  private final int bytes;
  private final int resets;
  private final boolean restricts;
  private final long createdNanos = System.nanoTime();
  private volatile @Nullable Batch next;

  private Batch(
      List<FeedIndex> indexes, Position position, @Nullable Delta delta, boolean restricts) {
    this.indexes = indexes;
    this.position = position;
    this.frames = delta == null ? List.of() : List.copyOf(delta.frames());
    this.bytes = delta == null ? 0 : delta.bytes();
    this.resets = delta == null ? 0 : delta.resets();
    this.restricts = restricts;
  }

  /** Returns a batch without events that begins a list. */
  static Batch of(List<FeedIndex> indexes) {
    return new Batch(indexes, Position.endOf(indexes), null, false);
  }

  /** Creates the next batch and links it. Call from one thread at a time. */
  Batch append(Selection selection, List<FeedIndex> newer) {
    Delta delta = Delta.complete(selection, position, newer);
    boolean restricts =
        IntStream.range(0, newer.size())
            .anyMatch(feed -> indexes.get(feed).isPublic() && !newer.get(feed).isPublic());
    Batch following = new Batch(newer, delta.end(), delta, restricts);
    next = following;
    return following;
  }

  List<FeedIndex> indexes() {
    return indexes;
  }

  /** Returns the position of a subscriber that has been sent this batch. */
  Position position() {
    return position;
  }

  List<ByteSlice> frames() {
    return frames;
  }

  /** Returns true if the batch may be sent in one write after others of its selection. */
  boolean fits(int maxBytes) {
    return bytes <= maxBytes && !restricts;
  }

  int resets() {
    return resets;
  }

  /** Returns true if a feed that was public is for partners from this batch on. */
  boolean restricts() {
    return restricts;
  }

  /** Returns when the batch was created, in the nanoseconds of {@link System#nanoTime()}. */
  long createdNanos() {
    return createdNanos;
  }

  /** Returns the next batch; null for the newest. */
  @Nullable Batch next() {
    return next;
  }
}
