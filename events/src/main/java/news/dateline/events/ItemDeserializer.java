package news.dateline.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.StdConverter;

/**
 * Makes an {@link Item} of what is written of it: the content lies flat among the other fields, and
 * is not there at all once the item is retracted.
 */
final class ItemDeserializer extends StdConverter<ItemDeserializer.Written, Item> {

  /** The fields as they are written. */
  record Written(
      ItemId id,
      Item.Status status,
      int version,
      long seq,
      long firstSeq,
      LocalDate day,
      Instant publishedAt,
      @Nullable Instant updatedAt,
      @Nullable String title,
      @Nullable Kicker kicker,
      @Nullable String label,
      @Nullable String lead,
      @Nullable String body,
      @Nullable String link,
      @Nullable Image image,
      List<Author> authors,
      @Nullable String source,
      List<String> tags,
      @Nullable String section,
      @Nullable String language,
      @Nullable Boolean keyEvent,
      @Nullable Boolean pinned,
      @Nullable Breaking breaking,
      List<Item.Correction> corrections,
      @Nullable Instant retractedAt,
      @Nullable String reason) {

    private @Nullable ItemContent content() {
      return title == null
          ? null
          : new ItemContent(
              title, kicker, label, lead, body, link, image, authors, source, tags, section,
              language, null, null, keyEvent);
    }
  }

  @Override
  public Item convert(Written written) {
    return new Item(
        written.id(),
        written.status(),
        written.version(),
        written.seq(),
        written.firstSeq(),
        written.day(),
        written.publishedAt(),
        written.updatedAt(),
        written.content(),
        written.pinned(),
        written.breaking(),
        written.corrections(),
        written.retractedAt(),
        written.reason());
  }
}
