package news.dateline.producer.importing.format;

import java.util.ArrayList;
import java.util.List;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Parses the rows of a CSV text one after the other. */
final class CsvParser {
  private final String text;
  private final char separator;
  private int at;
  private int row;

  CsvParser(String text) {
    this.text = text;
    this.separator = separator(text.lines().findFirst().orElse(""));
  }

  private static char separator(String header) {
    if (header.indexOf('\t') >= 0) {
      return '\t';
    }
    return header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
  }

  /** Returns the next row that is not blank; null at the end. */
  @Nullable List<String> next() {
    while (at < text.length()) {
      List<String> fields = readRow();
      if (fields.size() > 1 || !fields.get(0).isBlank()) {
        return fields;
      }
    }
    return null;
  }

  private List<String> readRow() {
    row++;
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length() || text.charAt(at) != separator) {
        break;
      }
      at++;
    }
    if (text.startsWith("\r\n", at)) {
      at++;
    }
    at++;
    return fields;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !endsField(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean endsField(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    int start = at + 1;
    while (true) {
      int quote = text.indexOf('"', start);
      if (quote < 0) {
        throw new ProblemException(
            ProblemType.BAD_JSON, "row " + row + " has a quotation mark that is not closed");
      }
      value.append(text, start, quote);
      at = quote + 1;
      if (at >= text.length() || text.charAt(at) != '"') {
        // what follows the closing mark up to the next separator belongs to the field, too
        return value.append(plain()).toString();
      }
      value.append('"');
      start = at + 1;
    }
  }
}
