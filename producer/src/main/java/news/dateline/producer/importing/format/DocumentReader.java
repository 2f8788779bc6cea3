package news.dateline.producer.importing.format;

import java.util.Locale;
import java.util.Map;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Reads a document in whichever of the known formats it is. */
public final class DocumentReader {
  private DocumentReader() {}

  /**
   * Reads a document. Throws a {@link ProblemException} if it is none.
   *
   * @param contentType the media type it was sent with; null if it was sent with none
   * @param columns the column of each field, for CSV
   */
  public static SourceDocument read(
      byte[] document, @Nullable String contentType, Map<String, String> columns) {
    DecodedText decoded = DecodedText.of(document, contentType);
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    SourceDocument source = read(decoded.text(), type, columns);
    source.notes().addAll(decoded.notes());
    return source;
  }

  private static SourceDocument read(String text, String contentType, Map<String, String> columns) {
    String start = text.stripLeading();
    if (start.isEmpty()) {
      throw new ProblemException(ProblemType.BAD_JSON, "the body is empty");
    }
    if (start.charAt(0) == '<') {
      return XmlFeed.read(start);
    }
    if (contentType.contains("csv") || !columns.isEmpty()) {
      return CsvDocument.read(text, columns);
    }
    if (contentType.contains("ndjson")) {
      return NdjsonDocument.read(text);
    }
    return JsonFeed.read(text);
  }
}
