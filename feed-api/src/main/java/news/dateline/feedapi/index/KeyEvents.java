package news.dateline.feedapi.index;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Key events of a feed.
 *
 * @param items newest first
 * @param next the page cursor of older ones; null if there are none
 */
public record KeyEvents(List<KeyEvent> items, @Nullable SortKey next) {
  /**
   * What the list shows of a key event.
   *
   * @param language the language of the title if it is not the feed's
   */
  public record KeyEvent(
      ItemId id,
      String title,
      @Nullable String language,
      Instant publishedAt,
      LocalDate day,
      long firstSeq) {
    /** Returns null unless the item is a key event that is shown. */
    static @Nullable KeyEvent of(Item item) {
      ItemContent content = item.content();
      return content == null || content.keyEvent() == null
          ? null
          : new KeyEvent(
              item.id(),
              content.title(),
              content.language(),
              item.publishedAt(),
              item.day(),
              item.firstSeq());
    }
  }
}
