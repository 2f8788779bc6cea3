package news.dateline.producer.importing.format;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a document in whichever of the known formats it is. It can be read several times: what
 * holds for all items may follow them, and neither the text nor all items are kept in memory.
 */
public final class DocumentReader {
  private final DecodedText text;
  private final String contentType;
  private final Map<String, String> columns;

  private DocumentReader(DecodedText text, String contentType, Map<String, String> columns) {
    this.text = text;
    this.contentType = contentType;
    this.columns = columns;
  }

  /**
   * Returns a reader of a document. Throws a {@link ProblemException} if the bytes are no text.
   *
   * @param contentType the media type it was sent with; null if it was sent with none
   * @param columns the column of each field, for CSV
   */
  public static DocumentReader of(
      byte[] document, @Nullable String contentType, Map<String, String> columns) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return new DocumentReader(DecodedText.of(document, contentType), type, columns);
  }

  /** Reads what holds for the document. Throws a {@link ProblemException} if it is none. */
  public SourceDocument readHead() {
    SourceDocument document = read(new SourceDocument(null));
    document.notes().addAll(text.notes());
    return document;
  }

  /**
   * Reads the items in their order, each as a JSON Feed item, or as the other value that the
   * document has in its place.
   */
  public void readEntries(Consumer<JsonNode> entries) {
    read(new SourceDocument(entries));
  }

  private SourceDocument read(SourceDocument document) {
    try (PushbackReader content = new PushbackReader(text.reader())) {
      int first = content.read();
      while (first >= 0 && Character.isWhitespace(first)) {
        first = content.read();
      }
      if (first < 0) {
        throw new ProblemException(ProblemType.BAD_JSON, "the body is empty");
      }
      if (first == '<') {
        content.unread(first);
        XmlFeed.read(content, document);
        return document;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array can always be read
    }
    readOther(document);
    return document;
  }

  private void readOther(SourceDocument document) {
    if (contentType.contains("csv") || !columns.isEmpty()) {
      CsvDocument.read(text, columns, document);
    } else if (contentType.contains("ndjson")) {
      NdjsonDocument.read(text.reader(), document);
    } else {
      JsonFeed.read(text.reader(), document);
    }
  }
}
