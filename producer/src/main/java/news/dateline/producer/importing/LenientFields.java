package news.dateline.producer.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.text.Graphemes;
import news.dateline.producer.text.PlainText;
import news.dateline.producer.text.TextNormalizer;
import news.dateline.producer.text.WebAddress;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of one item. What cannot be used is left out, and a note says so. */
final class LenientFields {
  private static final int MAX_LINK = 2_000;

  private final List<SourceNote> notes = new ArrayList<>();
  private final boolean plain;

  /**
   * @param plain true if references to characters are text; false if they are decoded once
   */
  LenientFields(boolean plain) {
    this.plain = plain;
  }

  /** Returns true if the texts are those of Dateline's own items. */
  boolean isPlain() {
    return plain;
  }

  List<SourceNote> notes() {
    return notes.stream().distinct().toList();
  }

  void note(String field, String what) {
    notes.add(new SourceNote(field, what));
  }

  /** Returns the first text that is not blank, as one line. */
  @Nullable String line(String field, int max, JsonNode... values) {
    for (JsonNode value : values) {
      String text = scalar(field, value);
      String line = text == null ? "" : singleLine(clean(field, decoded(text)));
      if (!TextNormalizer.isBlank(line)) {
        return cut(field, line, max);
      }
    }
    return null;
  }

  /** Returns a text that may have line breaks. */
  @Nullable String text(String field, int max, JsonNode value) {
    String written = scalar(field, value);
    String text = written == null ? "" : clean(field, decoded(written)).strip();
    return TextNormalizer.isBlank(text) ? null : cut(field, text, max);
  }

  private String decoded(String text) {
    return plain ? text : Parser.unescapeEntities(text, true);
  }

  /** Returns HTML as one line of text. */
  @Nullable String lineOfHtml(String field, int max, JsonNode html) {
    String line = singleLine(clean(field, plain(field, html.asString(""))));
    return TextNormalizer.isBlank(line) ? null : cut(field, line, max);
  }

  /** Returns HTML as text, with its blocks as lines. */
  @Nullable String textOfHtml(String field, int max, JsonNode html) {
    String text = clean(field, plain(field, html.asString(""))).strip();
    return TextNormalizer.isBlank(text) ? null : cut(field, text, max);
  }

  /** Returns the text of HTML, with its blocks as lines, and notes what is not in it. */
  private String plain(String field, String html) {
    return text(field, PlainText.of(html));
  }

  /** Returns the same with blank lines between blocks. */
  String passages(String field, String html) {
    return text(field, PlainText.passages(html));
  }

  private String text(String field, PlainText plain) {
    plain.leftOut().forEach(name -> note(field, "lost " + name));
    return plain.text();
  }

  /**
   * Returns what asserts nothing, in place of a text that is wholly struck out.
   *
   * @throws InvalidFieldException if there is no such text
   */
  String placeholder(String field, @Nullable String body, @Nullable String link, int max) {
    if (body == null || TextNormalizer.isBlank(Jsoup.parseBodyFragment(body).text())) {
      throw new InvalidFieldException(
          field, "is missing, and the item has no text from which to derive it");
    }
    note(field, "is missing, and the text is struck out");
    return link == null ? "…" : cut(field, link.replaceFirst("^https?://", ""), max);
  }

  /** Returns the text of a value; null, with a note, for a list or an object. */
  @Nullable String scalar(String field, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (!value.isValueNode()) {
      note(field, "is no text and was left out");
      return null;
    }
    return value.asString();
  }

  /** Drops what XML cannot carry and applies the rules of plain text. */
  String clean(String field, String text) {
    if (TextNormalizer.hasNonXml(text)) {
      note(field, "has characters that XML cannot carry, which were dropped");
    }
    return TextNormalizer.lenient(TextNormalizer.withoutControls(text));
  }

  String cut(String field, String text, int max) {
    String cut = Graphemes.cut(text, max);
    if (!cut.equals(text)) {
      note(field, "has more than " + max + " characters and was cut");
    }
    return TextNormalizer.lenient(cut); // the cut may have taken the end of an isolate
  }

  /** Returns the first value as an http or https address. */
  @Nullable String address(String field, @Nullable String base, JsonNode... values) {
    for (JsonNode value : values) {
      String written = scalar(field, value);
      if (written != null && !written.isBlank()) {
        Optional<String> address =
            WebAddress.resolve(base, written).filter(found -> found.length() <= MAX_LINK);
        if (address.isPresent()) {
          return address.get();
        }
        note(field, "is no address of the web and was left out");
      }
    }
    return null;
  }

  /**
   * Returns the entries of a list, at most as many as an item can have. A value is a list of one.
   */
  List<JsonNode> entries(String field, JsonNode value, int max) {
    Stream<JsonNode> all = value.isArray() ? value.valueStream() : Stream.of(value);
    List<JsonNode> entries = all.filter(entry -> !entry.isMissingNode()).toList();
    if (entries.size() <= max) {
      return entries;
    }
    note(field, "has " + entries.size() + " entries, of which " + max + " were taken");
    return entries.subList(0, max);
  }

  static String singleLine(@Nullable String text) {
    return Objects.requireNonNullElse(text, "")
        .strip()
        .replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ");
  }
}
