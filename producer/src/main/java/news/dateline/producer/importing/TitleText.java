package news.dateline.producer.importing;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a title of a text: the first sentence of its first line. */
final class TitleText {
  private static final int MAX_LENGTH = 120;
  private static final int MAX_EXAMINED = 1_000;
  private static final int MAX_LINES = 100;
  private static final int MAX_WORD = 12;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern WRAP = Pattern.compile("\\R(?=\\p{Ll})");

  /**
   * What ends a sentence before a space, with the number of its footnote, and what ends one in
   * scripts without spaces, unless the sentence is quoted in another.
   */
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++[\"'”’»)\\]⁰¹²³⁴-⁹]*+(?=\\s|$)" + "|[。｡！？]++(?![」』”’）》])");

  private static final Pattern NEXT_WORD = Pattern.compile("[\\s\\p{Ps}\\p{Pi}\"']*+(\\p{L}++)");

  /** Abbreviations that have a vowel. Those without one are known by that. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          ("prof gen col capt sen gov rep hon rev inc corp co approx ca etc ie eg dept est jan feb"
                  + " apr jun jul aug sep sept oct nov dec usw mme mlle sig mio sog inkl exkl einschl"
                  + " evtl ggf sra srta dra maj adm det supt brig insp cmdr const atty asst assoc univ"
                  + " ave messrs calif fla minn wis okla ariz tenn avda dott avv им ул тыс див руб"
                  + " акад")
              .split(" ", -1));

  /** Abbreviations before a number, which are words elsewhere. */
  private static final Set<String> BEFORE_NUMBERS =
      Set.of("no", "vol", "fig", "art", "abs", "mar", "op", "núm", "pág", "рис");

  private static final String NO_VOWELS = "[^aeiouyæøœıаеиоуыэюяєіAEIOUYÆØŒАЕИОУЫЭЮЯЄІ]";

  /** A word without a vowel that is no acronym, as Mt, Sgt, bzw and млн. */
  private static final Pattern CONSONANTS =
      Pattern.compile(
          "[\\p{IsLatin}\\p{IsCyrillic}&&"
              + NO_VOWELS
              + "][\\p{Ll}&&[\\p{IsLatin}\\p{IsCyrillic}]&&"
              + NO_VOWELS
              + "]+");

  /** Letters with dots between them: z.B, f.eks, Ph.D. */
  private static final Pattern DOTTED = Pattern.compile("\\p{L}|\\p{L}{1,2}(?:\\.\\p{L}{1,3})+");

  /** Months after an ordinal, where they have capitals. Elsewhere a lower case goes on. */
  private static final Pattern MONTH =
      Pattern.compile(
          "(?iu)januar|jänner|februar|feber|märz|april|mai|juni|juli|august|september|oktober"
              + "|november|dezember|jan|jän|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez");

  private TitleText() {}

  /** Returns the first sentence of the first line, or as many words of it as fit. */
  static String of(String text) {
    return ofLine(LenientFields.singleLine(firstLine(text)));
  }

  /** Returns text whose lines were wrapped as lines: where a lower case goes on, no line ends. */
  static String unwrapped(String text) {
    return WRAP.matcher(text).replaceAll(" ");
  }

  /** Returns the first line with a letter or digit, else the first that is not blank. */
  private static String firstLine(String text) {
    List<String> lines = text.strip().lines().limit(MAX_LINES).toList();
    return lines.stream()
        .filter(line -> WORD.matcher(line).find())
        .findFirst()
        .orElse(lines.isEmpty() ? "" : lines.get(0));
  }

  private static String ofLine(String line) {
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
    int start = line.lastIndexOf(' ', stop) + 1;
    String letters = line.substring(start, stop).replaceAll("[^\\p{L}\\p{N}.]", "");
    String word = letters.toLowerCase(Locale.ROOT);
    boolean day = letters.matches("[0-9]{1,2}");
    // the only word of a sentence is no title, and mostly an abbreviation: Minn., Brig.
    return (start == 0 && stop <= MAX_WORD)
        || DOTTED.matcher(letters).matches()
        || CONSONANTS.matcher(withoutMarks(letters)).matches()
        || ABBREVIATIONS.contains(word)
        || (following.isEmpty() && BEFORE_NUMBERS.contains(word))
        || (day && MONTH.matcher(following).matches());
  }

  private static String withoutMarks(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
  }
}
