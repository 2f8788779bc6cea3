package news.dateline.events;

import java.util.Optional;
import java.util.stream.Stream;

/** The CloudEvents types on {@code news-events}. */
enum EventType {
  FEED_DEFINED("news.dateline.feed.defined", NewsEvent.FeedDefined.class),
  ITEM_PUBLISHED("news.dateline.item.published", NewsEvent.ItemPublished.class),
  ITEM_UPDATED("news.dateline.item.updated", NewsEvent.ItemUpdated.class),
  ITEM_IMPORTED("news.dateline.item.imported", NewsEvent.ItemImported.class),
  ITEM_DELETED_AT_SOURCE(
      "news.dateline.item.deleted-at-source", NewsEvent.ItemDeletedAtSource.class),
  ITEM_RETRACTED("news.dateline.item.retracted", NewsEvent.ItemRetracted.class),
  FEED_CLOSED("news.dateline.feed.closed", NewsEvent.FeedClosed.class),
  ITEM_CORRECTED("news.dateline.item.corrected", NewsEvent.ItemCorrected.class),
  ITEM_RESTORED("news.dateline.item.restored", NewsEvent.ItemRestored.class),
  ITEM_PINNED("news.dateline.item.pinned", NewsEvent.ItemPinned.class),
  PIN_REMOVED("news.dateline.pin.removed", NewsEvent.PinRemoved.class),
  BREAKING_STARTED("news.dateline.breaking.started", NewsEvent.BreakingStarted.class),
  BREAKING_ENDED("news.dateline.breaking.ended", NewsEvent.BreakingEnded.class),
  ITEM_RELEASED("news.dateline.item.released", NewsEvent.ItemReleased.class),
  ITEM_RETURNED("news.dateline.item.returned", NewsEvent.ItemReturned.class),
  TIMER_DUE("news.dateline.timer.due", NewsEvent.TimerDue.class);

  private final String wireName;
  private final Class<? extends NewsEvent> dataType;

  EventType(String wireName, Class<? extends NewsEvent> dataType) {
    this.wireName = wireName;
    this.dataType = dataType;
  }

  String wireName() {
    return wireName;
  }

  Class<? extends NewsEvent> dataType() {
    return dataType;
  }

  static EventType of(NewsEvent event) {
    return Stream.of(values())
        .filter(type -> type.dataType.isInstance(event))
        .findFirst()
        .orElseThrow();
  }

  static Optional<EventType> named(String wireName) {
    return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
