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
 * The instant at which a held item is released or breaking news ends. An item has at most one
 * timer, because a held item is not public. Timers are derived from the state; they are due in
 * their natural order.
 */
public record Timer(Instant due, FeedId feed, ItemId item) implements Comparable<Timer> {
  private static final Comparator<Timer> ORDER =
      Comparator.comparing(Timer::due)
          .thenComparing(timer -> timer.feed().value())
          .thenComparing(timer -> timer.item().value());

  /** Returns the end of the breaking news, if the item is breaking. */
  public static Optional<Timer> of(PublicItem state) {
    return Optional.ofNullable(state.item().breaking())
        .map(Breaking::until)
        .map(due -> new Timer(due, state.feed(), state.item().id()));
  }

  /** Returns the end of the embargo, if the item is held. */
  public static Optional<Timer> of(DeskState state) {
    return Optional.ofNullable(state.held())
        .filter(content -> state.awaitsRelease())
        .map(ItemContent::embargoedUntil)
        .map(due -> new Timer(due, state.feed(), state.id()));
  }

  @Override
  public int compareTo(Timer other) {
    return ORDER.compare(this, other);
  }
}
