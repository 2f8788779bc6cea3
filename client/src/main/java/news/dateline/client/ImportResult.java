package news.dateline.client;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one item of an imported document: one line of the answer.
 *
 * @param id the item's id in the document; null if it has none
 * @param status {@code accepted}, {@code unchanged}, {@code held}, {@code rejected}, {@code
 *     invalid}, {@code undecided} or {@code failed}
 * @param reason why the item was refused, as one word to rely on
 * @param field the field that is wrong, as the document calls it
 * @param detail the reason for people
 */
public record ImportResult(
    @Nullable String id,
    String status,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String detail) {
  /** Returns true if the item is new or changed. */
  public boolean changed() {
    return status.equals("accepted");
  }

  /** Returns true if the feed does not have the item as the document states it. */
  public boolean refused() {
    return !changed() && !status.equals("unchanged") && !status.equals("held");
  }

  /** Returns true if Kafka was away, so that the same request may yet succeed. */
  public boolean unfinished() {
    return status.equals("failed") || status.equals("undecided");
  }
}
