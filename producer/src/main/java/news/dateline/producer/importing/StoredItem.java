package news.dateline.producer.importing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import org.jspecify.annotations.Nullable;

/**
 * An item of a document, from when the document is read until the event of the item is written. A
 * valid item is kept as JSON, which needs a third of the memory of its objects.
 *
 * @param publishedAt null if the item is not dated, or not valid
 * @param size the bytes of its JSON
 * @param content returns the item, made anew by each call
 */
record StoredItem(
    boolean valid, @Nullable Instant publishedAt, int size, Supplier<SourceItem> content) {

  /** What is kept of a valid item. What can be derived from it is not kept. */
  record Fields(
      String guid,
      @Nullable String otherGuid,
      ItemContent item,
      @Nullable Instant updatedAt,
      String digest,
      List<SourceNote> notes) {}

  static StoredItem of(ImportContext context, SourceItem item) {
    if (!(item instanceof SourceItem.ValidItem valid)) {
      return new StoredItem(false, null, 0, () -> item);
    }
    NewsEvent.ItemImported event = valid.event();
    byte[] json =
        Json.write(
            new Fields(
                valid.guid(),
                valid.otherGuid(),
                event.item(),
                event.updatedAt(),
                Objects.requireNonNull(event.digest()),
                valid.notes()));
    return new StoredItem(true, event.item().publishedAt(), json.length, () -> read(context, json));
  }

  private static SourceItem read(ImportContext context, byte[] json) {
    Fields fields = Json.read(json, Fields.class);
    return SourceItem.ValidItem.of(
        context,
        fields.guid(),
        fields.otherGuid(),
        fields.item(),
        fields.updatedAt(),
        fields.digest(),
        fields.notes());
  }

  SourceItem load() {
    return content.get();
  }
}
