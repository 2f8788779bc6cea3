package news.dateline.producer.importing.format;

import java.util.ArrayList;
import java.util.List;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document as its publisher wrote it.
 *
 * @param head what holds for the document: the members {@code language}, {@code authors}, {@code
 *     home_page_url}, {@code feed_url}, {@code next_url} and {@code title} of a JSON Feed
 * @param entries the items, in the members of a JSON Feed item, or whatever stands in their place
 * @param deletions the items that the document states to be deleted
 * @param notes what is to be said about the document as a whole
 */
public record SourceDocument(
    ObjectNode head, List<JsonNode> entries, List<Deletion> deletions, List<String> notes) {
  static final int MAX_ENTRIES = 50_000;

  SourceDocument() {
    this(
        JsonNodeFactory.instance.objectNode(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
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
    requireRoom();
    deletions.add(deletion);
  }

  void add(JsonNode entry) {
    requireRoom();
    entries.add(entry);
  }

  private void requireRoom() {
    if (entries.size() + deletions.size() >= MAX_ENTRIES) {
      throw new ProblemException(
              ProblemType.INVALID, "items has more than " + MAX_ENTRIES + " entries")
          .with("field", "items");
    }
  }
}
