package news.dateline.client;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one item of an imported document: one line of the answer.
 *
 * @param id the item's id in the document; null if it has none
 * @param status {@code accepted}, {@code unchanged}, {@code held}, {@code rejected}, {@code
 *     invalid}, {@code undecided} or {@code failed}; {@code conflict} if an editor wrote or changed
 *     the item, {@code retracted} if it was retracted and stays so; {@code valid} if nothing was to
 *     be written; {@code read} for the document
 * @param reason why the item was refused, as one word to rely on
 * @param field the field that is wrong, as the document calls it
 * @param detail the reason for people
 * @param notes what was not taken as the source wrote it
 */
public record ImportResultLine(
    @Nullable String id,
    String status,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String detail,
    List<Note> notes) {

  private static final Set<String> UNREFUSED =
      Set.of("unchanged", "held", "retracted", "valid", "read");

  /** Something that was left out, cut or assumed. */
  public record Note(String field, String what) {}

  public ImportResultLine {
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** Returns true if the line is about an item, false if it is about the document. */
  public boolean isItem() {
    return !status.equals("read");
  }

  /** Returns true if the item is new or changed. */
  public boolean changed() {
    return status.equals("accepted");
  }

  /** Returns true if the feed does not have the item as the document states it. */
  public boolean refused() {
    return !changed() && !UNREFUSED.contains(status);
  }

  /** Returns true if Kafka was away, so that the same request may yet succeed. */
  public boolean unfinished() {
    return status.equals("failed") || status.equals("undecided");
  }
}
