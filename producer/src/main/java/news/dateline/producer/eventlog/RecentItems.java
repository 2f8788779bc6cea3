package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.UnreadableRecordException;

/**
 * The items of each feed that changed last and all that are not public yet, as last read and
 * without asking Kafka. Thread-safe.
 */
public final class RecentItems {
  private final Feeds feeds;
  private final EditorialItems items;

  RecentItems(Feeds feeds, EditorialItems items) {
    this.feeds = feeds;
    this.items = items;
  }

  /**
   * Calls the listener with the key of each record that was read: {@code feed} or {@code
   * feed/item}. An item's public state and its state for editors are read on two threads.
   */
  public void onChange(Consumer<String> listener) {
    feeds.onChange(listener);
    items.onChange(listener);
  }

  /** The keys of the feed's items, {@code feed/item}: those that are not public yet come first. */
  public Collection<String> keys(FeedId feed) {
    Set<String> keys = new LinkedHashSet<>(items.unpublishedKeys(feed));
    keys.addAll(feeds.recent().keys(feed.value()));
    return keys;
  }

  /**
   * Finds an item. Empty if the item did not change lately, if a record cannot be read, or while
   * only one of the two records of its publication has been read.
   */
  public Optional<EditorialItems.EditorialItem> find(FeedId feed, String key) {
    try {
      DeskState deskState =
          deskState(key).filter(state -> isCurrent(feed, state.epoch())).orElse(null);
      PublicItem publicItem =
          feeds
              .recent()
              .find(key)
              .map(value -> (PublicItem) PublicState.read(key.getBytes(UTF_8), value))
              .filter(state -> isCurrent(feed, state.epoch()))
              .orElse(null);
      boolean incomplete =
          publicItem == null
              && (deskState == null || deskState.status() == DeskState.Status.PUBLISHED);
      return incomplete
          ? Optional.empty()
          : Optional.of(
              new EditorialItems.EditorialItem(
                  deskState, publicItem == null ? null : publicItem.item()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private Optional<DeskState> deskState(String key) {
    return Stream.of(items.recent().find(key).map(DeskState::read), items.unpublished(key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean isCurrent(FeedId feed, String epoch) {
    return feeds.lastRead(feed).filter(known -> known.epoch().equals(epoch)).isPresent();
  }
}
