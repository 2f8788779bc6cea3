package news.dateline.cli.editor;

import news.dateline.testbed.terminal.TerminalText;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of an imported document: one line of the desk's answer.
 *
 * @param id as the document has it; null where it has none
 * @param reason one word
 * @param detail the same for people
 */
record ImportResult(
    @Nullable String id,
    String status,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String detail) {
  boolean changed() {
    return status.equals("accepted");
  }

  boolean refused() {
    return !changed() && !status.equals("unchanged") && !status.equals("held");
  }

  /** Whether Kafka was away, so that the same request may yet succeed. */
  boolean unfinished() {
    return status.equals("failed") || status.equals("undecided");
  }

  String line() {
    String why = detail == null ? reason : detail;
    String where = field == null || (why != null && why.startsWith(field)) ? "" : field + ": ";
    return TerminalText.of(
        status + " " + (id == null ? "(no id)" : id) + (why == null ? "" : ": " + where + why));
  }
}
