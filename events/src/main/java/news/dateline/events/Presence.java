package news.dateline.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code presence}: an editor has an item in the form of the desk. It holds for seconds
 * after its timestamp, and has nothing of the item's content. Keyed by {@link #key()}.
 *
 * @param editor who edits, by an id that means nothing outside {@code identities}
 * @param since when the editor began
 */
public record Presence(FeedId feed, ItemId item, IdentityId editor, Instant since) {
  public Presence {
    FieldLimits.requirePresent("feed", feed);
    FieldLimits.requirePresent("item", item);
    FieldLimits.requirePresent("editor", editor);
    FieldLimits.requirePresent("since", since);
  }

  /** The record's key. */
  public byte[] key() {
    return item.keyIn(feed);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads the value of a record of {@code presence}.
   *
   * @throws UnreadableRecordException if it does not say who edits what
   */
  public static Presence read(byte @Nullable [] value) {
    return Json.readRecord(value, Presence.class);
  }
}
