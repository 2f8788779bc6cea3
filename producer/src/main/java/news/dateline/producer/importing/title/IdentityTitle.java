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

  /**
   * What ends a sentence before a space, with the number of its footnote, and what ends one in
   * scripts without spaces, unless the sentence is quoted in another.
   */
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++[\"'”’»)\\]⁰¹²³⁴-⁹]*+(?=\\s|$)" + "|[。｡！？]++(?![」』”’）》])");

  private static final Pattern NEXT_WORD = Pattern.compile("[\\s\\p{Ps}\\p{Pi}\"']*+(\\p{L}++)");

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "st", "sr", "jr", "prof", "gen", "col", "capt", "lt", "sgt",
          "rep", "sen", "gov", "hon", "rev", "vs", "no", "nr", "vol", "inc", "ltd", "corp", "co",
          "approx", "ca", "cf", "etc", "eg", "ie", "dept", "est", "fig", "jan", "feb", "mar", "apr",
          "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "bzw", "usw", "mme", "mlle",
          "sig", "mio", "mrd", "tsd", "str", "sog", "inkl", "sra", "maj", "adm", "det", "supt",
          "mt", "ft", "messrs", "им", "ул", "г", "гг", "т", "тыс", "млн", "млрд", "див", "ст");

  /** Months after an ordinal, where they have capitals. Elsewhere a lower case goes on. */
  private static final Pattern MONTH =
      Pattern.compile(
          "(?iu)januar|jänner|februar|feber|märz|april|mai|juni|juli|august|september|oktober"
              + "|november|dezember|jan|jän|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez");

  private IdentityTitle() {}

  /** Returns the first sentence of a line, or as many words as fit. */
  public static String of(String line) {
    Matcher ends = SENTENCE_END.matcher(line).region(0, Math.min(line.length(), MAX_EXAMINED));
    while (ends.find() && line.codePointCount(0, ends.end()) <= MAX_LENGTH) {
      if (ends.end() == line.length() || !goesOn(line, ends.start(), ends.end())) {
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

  /** Returns true if the sentence goes on after the mark that may end it. */
  private static boolean goesOn(String line, int stop, int end) {
    Matcher next = NEXT_WORD.matcher(line).region(end, line.length());
    String following = next.lookingAt() ? next.group(1) : "";
    // a quotation that ends with such a mark may go on: “Is it open?” she asked.
    boolean asksOrExclaims = end - stop == 1 && "!?".indexOf(line.charAt(stop)) >= 0;
    boolean lower = !following.isEmpty() && Character.isLowerCase(following.codePointAt(0));
    return (lower && !asksOrExclaims)
        || (line.charAt(stop) == '.' && end - stop == 1 && endsAbbreviation(line, stop, following));
  }

  private static boolean endsAbbreviation(String line, int stop, String following) {
    String word = line.substring(line.lastIndexOf(' ', stop) + 1, stop);
    String letters = word.replaceAll("[^\\p{L}\\p{N}.]", "");
    boolean dotted = letters.matches("(\\p{L}\\.)*\\p{L}");
    boolean day = letters.matches("[0-9]{1,2}");
    return dotted
        || ABBREVIATIONS.contains(letters.toLowerCase(Locale.ROOT))
        || (day && MONTH.matcher(following).matches());
  }
}
