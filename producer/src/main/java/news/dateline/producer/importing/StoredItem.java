package news.dateline.producer.importing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.identity.SourceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * An item of a document, from when the document is read until the event of the item is written. A
 * valid item is kept as JSON, which needs a third of the memory of its objects.
 *
 * @param identity what may identify the item; null if the item is not valid, or once it is known
 *     what does
 * @param publishedAt also a time ahead of the clock; null if the item is not dated, or not valid
 * @param changedAt the time of its last change; null if the item is not dated, or not valid
 * @param size the bytes of its JSON
 * @param content returns the item, made anew by each call
 */
record StoredItem(
    boolean valid,
    @Nullable SourceIdentity identity,
    @Nullable Instant publishedAt,
    @Nullable Instant changedAt,
    int size,
    Supplier<SourceItem> content) {

  /**
   * What is kept of a valid item. What can be derived from it is not kept.
   *
   * @param datesChanges true if the source dates the last change of the item only
   */
  record Fields(
      List<String> guids,
      ItemContent item,
      @Nullable Instant updatedAt,
      String digest,
      boolean datesChanges,
      List<SourceNote> notes) {

    static Fields of(SourceItem.ValidItem item) {
      NewsEvent.ItemImported event = item.event();
      String digest = Objects.requireNonNull(event.digest());
      return new Fields(
          item.guids(), event.item(), event.updatedAt(), digest, item.datesChanges(), item.notes());
    }

    Fields withGuids(List<String> others) {
      return new Fields(others, item, updatedAt, digest, datesChanges, notes);
    }

    /**
     * Returns the fields whose change makes a public change: not those that a source may change
     * with each view or comment, as the time of an update that is not that of the publication.
     */
    static Fields published(SourceItem.ValidItem item) {
      ItemContent content = item.event().item();
      boolean ahead = content.publishedAt() == null && !item.datesChanges();
      return new Fields(
          List.of(item.guid()),
          item.datesChanges() ? content.withTimes(null, null) : content,
          ahead ? item.event().updatedAt() : null,
          "",
          false,
          List.of());
    }
  }

  static StoredItem of(ImportContext context, SourceIdentity identity, SourceItem.ValidItem item) {
    NewsEvent.ItemImported event = item.event();
    byte[] json = Json.write(Fields.of(item));
    Instant publishedAt = event.item().publishedAt();
    Instant changedAt = event.updatedAt() == null ? publishedAt : event.updatedAt();
    Instant declaredAt = publishedAt == null ? event.updatedAt() : publishedAt;
    return new StoredItem(
        true, identity, declaredAt, changedAt, json.length, () -> read(context, json));
  }

  /** Returns an item that is not published. */
  static StoredItem of(Supplier<SourceItem> content) {
    return new StoredItem(false, null, null, null, 0, content);
  }

  /** Returns the item without what is no longer needed once it is known what identifies it. */
  StoredItem identified() {
    return new StoredItem(valid, null, publishedAt, changedAt, size, content);
  }

  /** Returns true if this version of an item is certainly later than another one. */
  boolean isNewerThan(StoredItem other) {
    return changedAt != null && (other.changedAt == null || changedAt.isAfter(other.changedAt));
  }

  private static SourceItem read(ImportContext context, byte[] json) {
    return SourceItem.ValidItem.of(context, Json.read(json, Fields.class));
  }

  SourceItem load() {
    return content.get();
  }
}
