package news.dateline.producer.importing.title;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a title of a text: the first sentence. A heading ends with its line, but a line ends no
 * sentence that only goes on in the next one: what is cut could say the opposite.
 */
public final class TitleText {
  private static final int MAX_LENGTH = 120;
  private static final int MAX_EXAMINED = 1_000;
  private static final int MAX_LINES = 100;
  private static final int MAX_WORD = 12;

  /** No text is wrapped at fewer columns. A line of more columns is taken as wrapped. */
  private static final int MIN_WIDTH = 30;

  private static final int MAX_WIDTH = 80;
  private static final String COMMAS = ",;،؛，、";
  private static final Predicate<String> WORDS = Pattern.compile("[\\p{L}\\p{N}]").asPredicate();
  private static final Predicate<String> ADDRESS =
      Pattern.compile("(?i)(?:https?://|www\\.)\\S++").asMatchPredicate();

  /**
   * What ends a sentence before a space, with the number of its footnote, and what ends one in
   * scripts without spaces, unless the sentence is quoted in another.
   */
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++[\"'”’»)\\]⁰¹²³⁴-⁹\\p{Cf}]*+(?=\\s|$)"
              + "|[。｡！？]++(?![」』”’）》])");

  private static final Pattern NEXT_WORD = Pattern.compile("[\\s\\p{Ps}\\p{Pi}\"']*+(\\p{L}++)");

  private static final Set<String> ABBREVIATIONS =
      words(
          "dr mr mrs prof sr jr lt sgt cpl vs nr cf approx ca etc ie dept feb apr aug sep sept oct"
              + " okt nov dec dez usw bzw bspw vgl str tsd mrd zzgl lfd mme mlle mgr sog inkl exkl"
              + " einschl evtl ggf sra srta avda dott avv vč tzv tzn tzw např resp św им ул гг ст"
              + " тыс млн млрд трлн див руб акад sig gen col dra cllr blvd rd hwy pvt pfc spc msgr"
              + " mons bros assn intl natl sv св др hr bd chr jh tues thurs");

  /** Abbreviations with a capital, which are words or units without one. */
  private static final Set<String> CAPITALIZED =
      words(
          "ms st mt ft ltd capt sen gov rep hon rev inc corp co est jan jun jul mio maj adm det"
              + " supt brig insp cmdr const atty asst assoc univ ave messrs sec pres amb fr calif"
              + " fla minn wis okla ariz tenn mass mich pa ga va ill conn colo wash ore");

  /** Abbreviations after a number, which are words elsewhere. */
  private static final Set<String> AFTER_NUMBERS = Set.of("mio", "jan", "jun", "jul");

  /** Abbreviations before a number, which are words elsewhere. */
  private static final Set<String> BEFORE_NUMBERS =
      words("no vol fig art abs mar jan jun jul est op kl pp ch núm pág č рис стр гл");

  /** Units, which are abbreviations of one letter except after a number. */
  private static final Set<String> UNITS = words("m g l t s h C F V W K м л т");

  /** Letters with dots between them: z.B, f.eks, Ph.D. */
  private static final Pattern DOTTED = Pattern.compile("\\p{L}|\\p{L}{1,2}(?:\\.\\p{L}{1,3})+");

  /**
   * Months and centuries after an ordinal, where they have capitals. Elsewhere a lower case goes
   * on.
   */
  private static final Pattern MONTH =
      Pattern.compile(
          "(?iu)januar|jänner|februar|feber|märz|april|mai|juni|juli|august|september|oktober"
              + "|november|dezember|jan|jän|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez|jh|jahrhunderts?");

  private TitleText() {}

  private static Set<String> words(String list) {
    return Set.of(list.split(" ", -1));
  }

  /**
   * Returns the first sentence of the first passage, or as many words of it as fit.
   *
   * @param text its passages are separated by blank lines
   */
  public static String of(String text) {
    List<String> passages =
        passages(text.strip().lines().limit(MAX_LINES).map(TitleText::singleLine).toList());
    return Stream.<Predicate<String>>of(TitleText::isProse, WORDS, passage -> true)
        .flatMap(wanted -> passages.stream().filter(wanted))
        .findFirst()
        .map(TitleText::ofPassage)
        .orElse("");
  }

  private static List<String> passages(List<String> lines) {
    List<String> passages = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).isEmpty()) {
        addUnwrapped(lines.subList(start, i), passages);
        start = i + 1;
      }
    }
    return passages;
  }

  private static void addUnwrapped(List<String> lines, List<String> passages) {
    int longest =
        lines.stream().filter(TitleText::isProse).mapToInt(TitleText::columns).max().orElse(0);
    int width = Math.max(MIN_WIDTH, Math.min(longest, MAX_WIDTH));
    String before = "";
    for (String line : lines) {
      if (isWrapped(before, line, width)) {
        boolean apart =
            !isWide(line.codePointAt(0)) || !isWide(before.codePointBefore(before.length()));
        int last = passages.size() - 1;
        passages.set(last, passages.get(last) + (apart ? " " : "") + line);
      } else {
        passages.add(line);
      }
      before = line;
    }
  }

  /** Returns true if the text of the line before goes on, because it had no room for this word. */
  private static boolean isWrapped(String before, String line, int width) {
    if (!isProse(before) || !isProse(line)) {
      return false;
    }
    int first = line.codePointAt(0);
    int word = isWide(first) ? 2 : columns(line.split(" ", 2)[0]);
    return Character.isLowerCase(first)
        || COMMAS.indexOf(before.charAt(before.length() - 1)) >= 0
        || columns(before) + 1 + word > width;
  }

  private static boolean isProse(String line) {
    return WORDS.test(line) && !ADDRESS.test(line);
  }

  /** Returns how wide a line is, as far as it counts. */
  private static int columns(String line) {
    return line.codePoints().limit(MAX_WIDTH).map(c -> isWide(c) ? 2 : 1).sum();
  }

  /**
   * Returns true for a character of the scripts that are written without spaces, in two columns.
   */
  private static boolean isWide(int c) {
    return (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0x20000 && c <= 0x3FFFF);
  }

  private static String singleLine(String line) {
    return line.strip().replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ");
  }

  private static String ofPassage(String line) {
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
    // also after other marks: Yahoo! said it will close. “Is it open?” she asked.
    boolean lower = !following.isEmpty() && Character.isLowerCase(following.codePointAt(0));
    return lower
        || (line.charAt(stop) == '.' && end - stop == 1 && endsAbbreviation(line, stop, following));
  }

  private static boolean endsAbbreviation(String line, int stop, String following) {
    int start = line.lastIndexOf(' ', stop) + 1;
    String letters = line.substring(start, stop).replaceAll("[^\\p{L}\\p{N}.]", "");
    // the only word of a sentence is no title, and mostly an abbreviation: Minn., Brig.
    return (start == 0 && stop <= MAX_WORD)
        || (letters.matches("[0-9]{1,2}") && MONTH.matcher(following).matches())
        || isAbbreviation(letters, line.substring(0, start).stripTrailing(), following);
  }

  private static boolean isAbbreviation(String letters, String before, String following) {
    String word = letters.toLowerCase(Locale.ROOT);
    boolean numbered = !before.isEmpty() && Character.isDigit(before.charAt(before.length() - 1));
    return (DOTTED.matcher(letters).matches() && !(numbered && UNITS.contains(letters)))
        || ABBREVIATIONS.contains(word)
        || (CAPITALIZED.contains(word) && Character.isUpperCase(letters.codePointAt(0)))
        || (numbered && AFTER_NUMBERS.contains(word))
        || (following.isEmpty() && BEFORE_NUMBERS.contains(word));
  }
}
