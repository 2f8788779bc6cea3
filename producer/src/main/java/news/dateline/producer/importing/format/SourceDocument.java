package news.dateline.producer.importing.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document says as a whole, and the receiver of its items while it is read. Not thread-safe.
 */
public final class SourceDocument {
  static final int MAX_ENTRIES = 50_000;

  private final @Nullable Consumer<JsonNode> entries;
  private final ObjectNode head = JsonNodeFactory.instance.objectNode();
  private final List<Deletion> deletions = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean plain;
  private int found;

  /**
   * Creates a document.
   *
   * @param entries receives the items; null if they are only to be counted
   */
  SourceDocument(@Nullable Consumer<JsonNode> entries) {
    this.entries = entries;
  }

  /**
   * Returns what holds for the document: the members {@code language}, {@code authors}, {@code
   * home_page_url}, {@code feed_url}, {@code next_url} and {@code title} of a JSON Feed.
   */
  public ObjectNode head() {
    return head;
  }

  /** Returns true if the texts of the items are plain, so that a reference in them is text. */
  public boolean isPlain() {
    return plain;
  }

  void setPlain() {
    plain = true;
  }

  /** Returns the items that the document states to be deleted. */
  public List<Deletion> deletions() {
    return deletions;
  }

  /** Returns what is to be said about the document as a whole. */
  public List<String> notes() {
    return notes;
  }

  /**
   * An item that the source deleted.
   *
   * @param guid the item's id in the source
   * @param when when the source deleted it, as written; null if it does not say
   * @param comment why, in the words of the source; null if it does not say
   */
  public record Deletion(String guid, @Nullable String when, @Nullable String comment) {}

  /** Returns a text of the head; null if it is missing or no text. */
  public @Nullable String headText(String name) {
    JsonNode value = head.path(name);
    return value.isString() && !value.stringValue().isBlank() ? value.stringValue().strip() : null;
  }

  void addDeletion(Deletion deletion) {
    count();
    if (entries == null) {
      deletions.add(deletion);
    }
  }

  void add(JsonNode entry) {
    count();
    if (entries != null) {
      entries.accept(entry);
    }
  }

  private void count() {
    if (++found > MAX_ENTRIES) {
      throw new ProblemException(
              ProblemType.INVALID, "items has more than " + MAX_ENTRIES + " entries")
          .with("field", "items");
    }
  }
}
