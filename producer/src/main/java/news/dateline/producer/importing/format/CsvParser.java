package news.dateline.producer.importing.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Parses the rows of a CSV text one after the other. */
final class CsvParser implements AutoCloseable {
  /** Further fields of a row are ignored, because their number would need much memory. */
  private static final int MAX_FIELDS = 10_000;

  private static final int MAX_HEADER = 1_000_000;

  /** The line by which spreadsheets name the separator. */
  private static final Pattern STATED_SEPARATOR = Pattern.compile("(?i)\"?sep=([^\"])\"?\\s*");

  private final BufferedReader text;
  private final char separator;

  /** The next character of the text; negative at the end. */
  private int next;

  private int row;

  CsvParser(DecodedText document) throws IOException {
    String header;
    try (Reader start = document.reader()) {
      header = firstLine(start);
    }
    Matcher stated = STATED_SEPARATOR.matcher(header);
    separator = stated.matches() ? stated.group(1).charAt(0) : separator(header);
    text = document.reader();
    advance();
    if (stated.matches()) {
      next();
    }
  }

  /** Returns the beginning of the first line that is not blank. */
  private static String firstLine(Reader start) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = start.read();
    while (c >= 0 && (c == '\n' || c == '\r' || c == ' ')) {
      c = start.read();
    }
    while (c >= 0 && c != '\n' && c != '\r' && line.length() < MAX_HEADER) {
      line.append((char) c);
      c = start.read();
    }
    return line.toString();
  }

  /** Returns a tab if the first line has one, else a comma, else a semicolon if it has one. */
  private static char separator(String header) {
    if (header.indexOf('\t') >= 0) {
      return '\t';
    }
    return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  private void advance() throws IOException {
    next = text.read();
  }

  /** Returns the next row that is not blank; null at the end. */
  @Nullable List<String> next() throws IOException {
    while (next >= 0) {
      List<String> fields = readRow();
      if (fields.size() > 1 || !fields.get(0).isBlank()) {
        return fields;
      }
    }
    return null;
  }

  private List<String> readRow() throws IOException {
    row++;
    List<String> fields = new ArrayList<>();
    while (true) {
      String field = next == '"' ? quoted() : plain();
      if (fields.size() < MAX_FIELDS) {
        fields.add(field);
      }
      if (next != separator) {
        break;
      }
      advance();
    }
    boolean carriageReturn = next == '\r';
    advance();
    if (carriageReturn && next == '\n') {
      advance();
    }
    return fields;
  }

  private String plain() throws IOException {
    StringBuilder value = new StringBuilder();
    while (next >= 0 && next != separator && next != '\n' && next != '\r') {
      value.append((char) next);
      advance();
    }
    return value.toString();
  }

  private String quoted() throws IOException {
    StringBuilder value = new StringBuilder();
    advance();
    while (true) {
      if (next < 0) {
        throw new ProblemException(
            ProblemType.BAD_JSON, "row " + row + " has a quotation mark that is not closed");
      }
      int read = next;
      advance();
      if (read == '"') {
        if (next != '"') {
          // what follows the closing mark up to the next separator belongs to the field, too
          return value.append(plain()).toString();
        }
        advance();
      }
      value.append((char) read);
    }
  }
}
