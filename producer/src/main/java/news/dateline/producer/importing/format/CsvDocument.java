package news.dateline.producer.importing.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import news.dateline.events.Json;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads a table whose first row names the columns (RFC 4180; also with semicolons or tabs). */
final class CsvDocument {
  private static final List<String> EXTENSION = List.of("label", "section", "source", "kicker");

  /** The member of an entry for each field that a column can have. */
  private static final Map<String, String> FIELDS = fields();

  private CsvDocument() {}

  /** Returns the fields in an order that is the same in each process: digests depend on it. */
  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", "id");
    fields.put("title", "title");
    fields.put("lead", "summary");
    fields.put("body", "content_html");
    fields.put("text", "content_text");
    fields.put("link", "url");
    fields.put("image", "image");
    fields.put("authors", "authors");
    fields.put("tags", "tags");
    fields.put("language", "language");
    fields.put("publishedAt", "date_published");
    fields.put("updatedAt", "date_modified");
    EXTENSION.forEach(same -> fields.put(same, same));
    return Collections.unmodifiableMap(fields);
  }

  /**
   * Reads the table.
   *
   * @param columns the name of the column for each field; a field without one has the column of its
   *     own name
   */
  static void read(DecodedText text, Map<String, String> columns, SourceDocument document) {
    try (CsvParser rows = new CsvParser(text)) {
      read(rows, columns, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array can always be read
    }
  }

  private static void read(CsvParser rows, Map<String, String> columns, SourceDocument document)
      throws IOException {
    List<String> header = Objects.requireNonNullElse(rows.next(), List.of());
    Map<String, Integer> positions = positions(header, columns);
    for (List<String> row = rows.next(); row != null; row = rows.next()) {
      ObjectNode entry = entry(row, positions);
      addEmbargoes(header, row, entry);
      document.add(entry);
    }
  }

  /** Adds the cells that say that the item is not public yet, so that it is refused. */
  private static void addEmbargoes(List<String> header, List<String> row, ObjectNode entry) {
    for (int i = 0; i < Math.min(header.size(), row.size()); i++) {
      Map.Entry<String, JsonNode> member = Map.entry(header.get(i), StringNode.valueOf(row.get(i)));
      if (Embargo.isStatedBy(member)) {
        entry.withObject("_dateline").set(member.getKey(), member.getValue());
      }
    }
  }

  private static Map<String, Integer> positions(List<String> header, Map<String, String> columns) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    columns.forEach(
        (field, column) -> {
          if (!FIELDS.containsKey(field)) {
            throw invalid("map names the field " + field + ", which no item has");
          }
          if (!header.contains(column)) {
            throw invalid("map names the column " + column + ", which the document does not have");
          }
          positions.put(field, header.indexOf(column));
        });
    List<String> names =
        header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String field : FIELDS.keySet()) {
      int column = names.indexOf(field.toLowerCase(Locale.ROOT));
      if (column >= 0) {
        positions.putIfAbsent(field, column);
      }
    }
    if (!positions.containsKey("title")
        && !positions.containsKey("text")
        && !positions.containsKey("body")
        && !positions.containsKey("lead")) {
      throw invalid("map names no column for the title, and the document has no column title");
    }
    return positions;
  }

  private static ObjectNode entry(List<String> row, Map<String, Integer> positions) {
    ObjectNode entry = Json.mapper().createObjectNode();
    ObjectNode extension = Json.mapper().createObjectNode();
    FIELDS.forEach(
        (field, member) -> {
          Integer column = positions.get(field);
          String value = column == null ? null : value(row, column);
          if (value != null) {
            put(EXTENSION.contains(field) ? extension : entry, member, value);
          }
        });
    if (!extension.isEmpty()) {
      entry.set("_dateline", extension);
    }
    return entry;
  }

  private static @Nullable String value(List<String> row, int column) {
    return column < row.size() && !row.get(column).isBlank() ? row.get(column) : null;
  }

  private static void put(ObjectNode target, String member, String value) {
    if (member.equals("tags") || member.equals("authors")) {
      List<String> parts = new ArrayList<>(List.of(value.split("[;|]", -1)));
      parts.removeIf(String::isBlank);
      parts.forEach(part -> target.withArray(member).add(part.strip()));
    } else {
      target.put(member, value);
    }
  }

  private static ProblemException invalid(String problem) {
    return new ProblemException(ProblemType.INVALID, problem).with("field", "map");
  }
}
