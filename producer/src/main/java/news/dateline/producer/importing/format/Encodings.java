package news.dateline.producer.importing.format;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The encodings that labels mean in browsers, by the <a
 * href="https://encoding.spec.whatwg.org/#names-and-labels">Encoding Standard</a>.
 */
final class Encodings {
  /** Labels that Java does not know, by the name that it knows. */
  private static final Map<String, String> ALIASES =
      byLabel(
          "UTF-8=unicode11utf8 unicode20utf8 x-unicode20utf8",
          "ISO-8859-6=csiso88596e csiso88596i",
          "ISO-8859-8=csiso88598e csiso88598i visual logical",
          "KOI8-R=koi",
          "KOI8-U=koi8-ru",
          "x-MacRoman=csmacintosh mac macintosh x-mac-roman",
          "x-MacCyrillic=x-mac-cyrillic x-mac-ukrainian",
          "x-windows-874=dos-874",
          "GBK=chinese csgb2312 csiso58gb231280 gb_2312 gb_2312-80 iso-ir-58 x-gbk",
          "Big5=cn-big5 x-x-big5",
          "EUC-KR=csksc56011987 iso-ir-149 korean ks_c_5601-1989");

  /** The encoding that is read in place of one that is a part of it, by the names of Java. */
  private static final Map<String, String> WHOLES =
      byLabel(
          "windows-1252=ISO-8859-1 US-ASCII",
          "windows-1254=ISO-8859-9",
          "x-windows-874=TIS-620 x-iso-8859-11",
          "GB18030=GB2312 GBK x-mswin-936",
          "windows-31j=Shift_JIS",
          "x-windows-949=EUC-KR",
          "Big5-HKSCS=Big5");

  private static final Pattern ISO =
      Pattern.compile("^iso[-_]?8859[-_]?(\\d{1,2})(-[ei])?(:\\d{4})?$");
  private static final Pattern WINDOWS = Pattern.compile("^x-cp(125\\d)$");

  /** UTF-8 with something of the writer's own, such as {@code utf8mb4}. */
  private static final Pattern UTF_8 = Pattern.compile("^utf[-_ ]?8.*$");

  private Encodings() {}

  private static Map<String, String> byLabel(String... encodings) {
    Map<String, String> names = new HashMap<>();
    for (String encoding : encodings) {
      String[] parts = encoding.split("=", 2);
      for (String label : parts[1].split(" ", -1)) {
        names.put(label, parts[0]);
      }
    }
    return Map.copyOf(names);
  }

  /** Returns the encodings of the labels that are known, those first that browsers would read. */
  static List<Charset> of(List<String> labels) {
    List<Charset> named =
        labels.stream().flatMap(label -> Stream.ofNullable(named(label))).toList();
    Set<Charset> encodings = new LinkedHashSet<>();
    named.forEach(
        charset ->
            encodings.add(Charset.forName(WHOLES.getOrDefault(charset.name(), charset.name()))));
    encodings.addAll(named);
    return List.copyOf(encodings);
  }

  private static @Nullable Charset named(String label) {
    String stripped = label.strip().toLowerCase(Locale.ROOT);
    String known = UTF_8.matcher(stripped).replaceFirst("UTF-8");
    String iso = ISO.matcher(known).replaceFirst("ISO-8859-$1");
    String windows = WINDOWS.matcher(iso).replaceFirst("windows-$1");
    String name = ALIASES.getOrDefault(windows, windows);
    try {
      return Charset.isSupported(name) ? Charset.forName(name) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }
}
