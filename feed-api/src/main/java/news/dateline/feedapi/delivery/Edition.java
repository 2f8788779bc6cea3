package news.dateline.feedapi.delivery;

import java.util.List;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a selection is at one moment, and the way to the next. Editions form a chain with one
 * writer: each event loop walks along it at its own pace, so nothing is queued for it, and what it
 * has left behind is garbage.
 */
final class Edition {
  /** Leads nowhere, and nothing leads on from it. */
  static final Edition NONE = of(List.of());

  private final List<FeedIndex> indexes;
  private final Position position;
  private final List<Slice> news;
  private final int bytes;
  private final int resets;
  private final long madeAt = System.nanoTime();
  private volatile @Nullable Edition next;

  private Edition(List<FeedIndex> indexes, Position position, @Nullable Passage passage) {
    this.indexes = indexes;
    this.position = position;
    this.news = passage == null ? List.of() : List.copyOf(passage.frames());
    this.bytes = passage == null ? 0 : passage.bytes();
    this.resets = passage == null ? 0 : passage.resets();
  }

  /** The first one. */
  static Edition of(List<FeedIndex> indexes) {
    return new Edition(indexes, Position.after(indexes), null);
  }

  /** Makes the next one and links it. */
  Edition turnTo(Selection selection, List<FeedIndex> present) {
    Passage passage = Passage.between(selection, position, present);
    Edition following = new Edition(present, passage.end(), passage);
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
  List<Slice> news() {
    return news;
  }

  int bytes() {
    return bytes;
  }

  int resets() {
    return resets;
  }

  /** Nanoseconds as {@link System#nanoTime()} counts them. */
  long madeAt() {
    return madeAt;
  }

  /** Null as long as this is the newest. */
  @Nullable Edition next() {
    return next;
  }
}
