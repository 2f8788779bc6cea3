package news.dateline.feedapi.index;

import java.time.Instant;
import java.time.LocalDate;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * What the list of a feed's key events shows of one.
 *
 * @param language the language of the title if it is not the feed's
 */
public record Moment(
    ItemId id,
    String title,
    @Nullable String language,
    Instant publishedAt,
    LocalDate day,
    long firstSeq) {
  /** Returns null unless the item is a key event that is shown. */
  static @Nullable Moment of(Item item) {
    ItemContent content = item.content();
    return content == null || content.keyEvent() == null
        ? null
        : new Moment(
            item.id(),
            content.title(),
            content.language(),
            item.publishedAt(),
            item.day(),
            item.firstSeq());
  }
}
