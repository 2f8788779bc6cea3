package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.producer.editorial.EventIds;
import org.jspecify.annotations.Nullable;

/** Makes ids of what identifies an item in its source. */
final class SourceIds {
  private static final int LENGTH = 32;

  private SourceIds() {}

  /** Returns the guid as an item id if it is a valid one, else 32 hex digits of its SHA-256. */
  static ItemId of(String guid) {
    try {
      return new ItemId(guid);
    } catch (InvalidFieldException e) {
      return hash(guid);
    }
  }

  static ItemId hash(String text) {
    byte[] digest = EventIds.digest("SHA-256").digest(text.getBytes(UTF_8));
    return new ItemId(HexFormat.of().formatHex(digest).substring(0, LENGTH));
  }

  /** Returns what identifies an item without a guid: its link, else title and time. */
  static String withoutGuid(@Nullable String link, String title, @Nullable Instant published) {
    return link == null ? hash(title + "\n" + published).value() : link;
  }
}
