package news.dateline.events;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks the records share: each returns the value as it is stored, or throws {@link
 * InvalidFieldException}.
 */
final class FieldLimits {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private FieldLimits() {}

  static void present(String field, @Nullable Object value) {
    if (value == null) {
      throw new InvalidFieldException(field, "is missing");
    }
  }

  static String line(String field, @Nullable String value, int max) {
    String line = text(field, value, max);
    // also U+2028, U+2029 and NEL: every one of them ends a line somewhere
    if (has(line, c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
      throw new InvalidFieldException(field, "has a control character or a line break");
    }
    return line;
  }

  static @Nullable String optionalLine(String field, @Nullable String value, int max) {
    return value == null ? null : line(field, value, max);
  }

  /** Text that may have line breaks and tabs; CR LF and CR become LF. */
  static String text(String field, @Nullable String value, int max) {
    if (value == null) {
      throw new InvalidFieldException(field, "is missing");
    }
    String text = value.replace("\r\n", "\n").replace('\r', '\n').strip();
    if (text.isEmpty()) {
      throw new InvalidFieldException(field, "is blank");
    }
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      throw new InvalidFieldException(
          field, "has " + length + " characters, at most " + max + " are allowed");
    }
    if (has(text, FieldLimits::unprintable)) {
      throw new InvalidFieldException(field, "has a control character or half of a surrogate pair");
    }
    return text;
  }

  static @Nullable String optionalText(String field, @Nullable String value, int max) {
    return value == null ? null : text(field, value, max);
  }

  /** Not by a stream: every field of every item goes through here. */
  private static boolean has(String text, IntPredicate found) {
    int next;
    for (int i = 0; i < text.length(); i += Character.charCount(next)) {
      next = text.codePointAt(i);
      if (found.test(next)) {
        return true;
      }
    }
    return false;
  }

  private static boolean unprintable(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return surrogate || c == 0xFEFF || (Character.isISOControl(c) && c != '\n' && c != '\t');
  }

  static String matching(String field, @Nullable String value, Pattern form) {
    if (value == null || !form.matcher(value).matches()) {
      throw new InvalidFieldException(field, "must match " + form.pattern());
    }
    return value;
  }

  static @Nullable String optionalLink(String field, @Nullable String value) {
    return value == null ? null : link(field, value);
  }

  static String link(String field, @Nullable String value) {
    String link = line(field, value, 2_000);
    try {
      URI uri = new URI(link);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return link;
      }
    } catch (URISyntaxException e) {
      // said below, in the caller's words
    }
    throw new InvalidFieldException(field, "is not an absolute http or https URL");
  }

  static String language(String field, @Nullable String value) {
    String tag = line(field, value, 35);
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      throw new InvalidFieldException(field, "is not a BCP 47 language tag");
    }
  }

  static @Nullable Instant optionalInstant(String field, @Nullable Instant value) {
    if (value == null) {
      return null;
    }
    if (value.isBefore(FIRST) || value.isAfter(LAST)) {
      throw new InvalidFieldException(field, "is outside the years 1 to 9999");
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  static <T> List<T> list(String field, @Nullable List<T> values, int max) {
    if (values == null) {
      return List.of();
    }
    if (values.size() > max) {
      throw new InvalidFieldException(
          field, "has " + values.size() + " entries, at most " + max + " are allowed");
    }
    if (values.stream().anyMatch(value -> value == null)) {
      throw new InvalidFieldException(field, "has an entry that is null");
    }
    return List.copyOf(values);
  }
}
