package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Objects;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import org.jspecify.annotations.Nullable;

/**
 * The state of an item when it becomes public.
 *
 * @param updatedAt when the source last changed the item; null if nobody changed it
 * @param breaking null if the item will not be breaking news
 */
record Publication(
    ItemContent content, @Nullable Instant updatedAt, Breaking.@Nullable Planned breaking) {

  static Publication of(ItemContent content) {
    return new Publication(content, null, null);
  }

  static Publication of(ItemPublished event) {
    return new Publication(event.item(), null, event.breaking());
  }

  /**
   * Returns what an import makes of an item. A source may date only the last change of its items;
   * such a time is that of the publication for the first version, and of the update for the others.
   *
   * @param ahead true if the source declares a time that is or was ahead of the clock, which is
   *     never that of the item
   */
  static Publication of(ItemImported event, boolean first, boolean ahead) {
    ItemContent content = event.item();
    if (content.publishedAt() == null) {
      return new Publication(content, null, null);
    }
    boolean datesChanges = content.publishedAt().equals(event.updatedAt());
    boolean keepsTime = ahead || (datesChanges && !first);
    return new Publication(
        keepsTime ? content.withTimes(null, null) : content,
        datesChanges && first ? null : event.updatedAt(),
        null);
  }

  /** Returns the publication of an item that is held or in review. */
  static Publication of(DeskState unpublished) {
    return new Publication(
        Objects.requireNonNull(unpublished.held()), null, unpublished.breaking());
  }

  Publication withContent(ItemContent other) {
    return new Publication(other, updatedAt, breaking);
  }

  /** Returns the same publication, but not before this time. */
  Publication notBefore(Instant time) {
    Instant embargo = content.embargoedUntil();
    return embargo != null && !embargo.isBefore(time)
        ? this
        : withContent(content.withTimes(content.publishedAt(), time));
  }
}
