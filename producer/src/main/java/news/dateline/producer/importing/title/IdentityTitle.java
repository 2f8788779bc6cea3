package news.dateline.producer.importing.title;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of a text the title that identifies an item without id and link. Readers see the one of
 * {@link TitleText}. These rules are those of the first builds and never change: with another
 * title, a document that is imported again would give a second item.
 */
public final class IdentityTitle {
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

  /** Returns the first sentence of a line, or as many words as fit. */
  public static String of(String line) {
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
