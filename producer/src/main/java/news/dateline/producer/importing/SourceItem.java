package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.editorial.EventIds;
import org.jspecify.annotations.Nullable;

/** One item of an imported document, independent of the document's format. */
sealed interface SourceItem {

  /** An item that can be published. */
  record ValidItem(String guid, NewsEvent.ItemImported event) implements SourceItem {}

  /**
   * An item that cannot be published.
   *
   * @param guid the item's id in the document; null if it has none
   * @param field the invalid field, by its name in the document
   */
  record InvalidItem(@Nullable String guid, @Nullable String field, @Nullable String detail)
      implements SourceItem {}

  /** Returns the guid as an item id if it is a valid one, else 32 hex digits of its SHA-256. */
  static ItemId idOf(String guid) {
    try {
      return new ItemId(guid);
    } catch (InvalidFieldException e) {
      return new ItemId(hash(guid));
    }
  }

  private static String hash(String guid) {
    byte[] digest = EventIds.digest("SHA-256").digest(guid.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, 32);
  }
}
