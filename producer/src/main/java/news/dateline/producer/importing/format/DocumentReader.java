package news.dateline.producer.importing.format;

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
    String text = decoded.text().stripLeading();
    SourceDocument source = read(text, contentType == null ? "" : contentType, columns);
    source.notes().addAll(decoded.notes());
    return source;
  }

  private static SourceDocument read(String text, String contentType, Map<String, String> columns) {
    if (text.isEmpty()) {
      throw new ProblemException(ProblemType.BAD_JSON, "the body is empty");
    }
    if (text.charAt(0) == '<') {
      return XmlFeed.read(text);
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
