package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicItem;

/**
 * Something that happens to an item by itself: its release, or the end of its being breaking news.
 * An item has one at most, for a held one is not public. Timers are an index over the state, never
 * a state of their own; they fire in their natural order.
 *
 * @param due not before this instant
 */
public record Timer(Instant due, FeedId feed, ItemId item) implements Comparable<Timer> {
  private static final Comparator<Timer> ORDER =
      Comparator.comparing(Timer::due)
          .thenComparing(timer -> timer.feed().value())
          .thenComparing(timer -> timer.item().value());

  /** The timer of an item that readers see. */
  public static Optional<Timer> of(PublicItem state) {
    return Optional.ofNullable(state.item().breaking())
        .map(Breaking::until)
        .map(due -> new Timer(due, state.feed(), state.item().id()));
  }

  /** The timer of an item on the desk. */
  public static Optional<Timer> of(DeskState state) {
    return Optional.ofNullable(state.held())
        .map(ItemContent::embargoedUntil)
        .map(due -> new Timer(due, state.feed(), state.id()));
  }

  @Override
  public int compareTo(Timer other) {
    return ORDER.compare(this, other);
  }
}
