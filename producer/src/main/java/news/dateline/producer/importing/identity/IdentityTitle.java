package news.dateline.producer.importing.identity;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.producer.text.Graphemes;
import news.dateline.producer.text.TextNormalizer;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes the title that identifies an item. */
public final class IdentityTitle {
  private static final int MAX_TITLE = 300;
  private static final int MAX_LENGTH = 120;
  private static final int MAX_EXAMINED = 1_000;
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<![.!?…])[.!?…]++[\"'”’»)\\]]*+(?=\\s|$)");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "st", "sr", "jr", "prof", "gen", "col", "capt", "lt", "sgt",
          "rep", "sen", "gov", "hon", "rev", "vs", "no", "nr", "vol", "inc", "ltd", "corp", "co",
          "approx", "ca", "cf", "etc", "eg", "ie", "dept", "est", "fig", "jan", "feb", "mar", "apr",
          "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "bzw", "usw", "mme", "mlle",
          "sig", "им", "ул", "г", "гг", "т", "тыс", "млн", "млрд", "див", "ст");

  private IdentityTitle() {}

  /**
   * Returns the title of an entry, else that of the first text that is not blank.
   *
   * @param body the body of the item, sanitized
   * @param alt the description of the item's image
   */
  public static String of(ObjectNode entry, @Nullable String body, @Nullable String alt) {
    String title =
        entry.has("_title_html") && !entry.has("title")
            ? textOf(entry.path("_title_html").asString(""))
            : Parser.unescapeEntities(entry.path("title").asString(""), true);
    String line = singleLine(clean(title));
    if (!TextNormalizer.isBlank(line)) {
      return Graphemes.cut(line, MAX_TITLE);
    }
    String summary = entry.path("_summary_html").asString(null);
    return Stream.<Supplier<@Nullable String>>of(
            () -> entry.path("content_text").asString(null),
            () -> body == null ? null : textOf(body),
            () -> summary == null ? plainSummary(entry) : textOf(summary),
            () -> alt)
        .flatMap(text -> Stream.ofNullable(text.get()))
        .filter(text -> !TextNormalizer.isBlank(text))
        .findFirst()
        .map(text -> firstSentence(clean(singleLine(text))))
        .orElse("");
  }

  /**
   * Returns the title that identifies an item whose present title is known: the present one where
   * the first builds cut the title after an abbreviation, under which they merged stories.
   */
  public static String unlessCut(String identity, String present) {
    boolean cut =
        identity.endsWith(".")
            && identity.indexOf(' ') < 0
            && present.length() > identity.length()
            && present.startsWith(identity);
    return cut || identity.isEmpty() ? present : identity;
  }

  private static String plainSummary(ObjectNode entry) {
    return clean(Parser.unescapeEntities(entry.path("summary").asString(""), true));
  }

  private static String textOf(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }

  private static String clean(String text) {
    return TextNormalizer.lenient(text).replaceAll("[\\x7F-\\x9F]", " ");
  }

  private static String singleLine(String text) {
    return text.strip().replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ");
  }

  /** Returns the first sentence of a line, or as many words as fit. */
  private static String firstSentence(String line) {
    Matcher ends = SENTENCE_END.matcher(line).region(0, Math.min(line.length(), MAX_EXAMINED));
    while (ends.find() && line.codePointCount(0, ends.end()) <= MAX_LENGTH) {
      if (ends.end() == line.length() || !endsAbbreviation(line, ends.start(), ends.end())) {
        return line.substring(0, ends.end());
      }
    }
    if (line.codePointCount(0, line.length()) <= MAX_LENGTH) {
      return line;
    }
    String cut = line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH - 1));
    int space = cut.lastIndexOf(' ');
    return (space > 0 ? cut.substring(0, space) : cut) + "…";
  }

  private static boolean endsAbbreviation(String line, int stop, int end) {
    if (line.charAt(stop) != '.' || end - stop > 1) {
      return false;
    }
    String word = line.substring(line.lastIndexOf(' ', stop) + 1, stop);
    String letters = word.replaceAll("[^\\p{L}\\p{N}.]", "");
    boolean initial = letters.length() == 1 && Character.isUpperCase(letters.charAt(0));
    boolean dotted = letters.matches("(\\p{L}\\.)+\\p{L}");
    return initial || dotted || ABBREVIATIONS.contains(letters.toLowerCase(Locale.ROOT));
  }
}
