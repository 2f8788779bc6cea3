package news.dateline.events;

import java.util.Optional;
import java.util.stream.Stream;

/** The CloudEvents types on {@code news-events}. */
enum EventType {
  FEED_DEFINED("news.dateline.feed.defined", NewsEvent.FeedDefined.class),
  ITEM_PUBLISHED("news.dateline.item.published", NewsEvent.ItemPublished.class),
  ITEM_UPDATED("news.dateline.item.updated", NewsEvent.ItemUpdated.class),
  ITEM_IMPORTED("news.dateline.item.imported", NewsEvent.ItemImported.class),
  ITEM_RETRACTED("news.dateline.item.retracted", NewsEvent.ItemRetracted.class);

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
