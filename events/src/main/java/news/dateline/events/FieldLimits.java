package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
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
 * The rules for field values. Constructors of records check and normalize the form of a value and
 * throw an {@link InvalidFieldException}. Lengths, counts and ranges are only checked by {@link
 * #check}, when a value comes from a client: a record that was accepted stays readable if a limit
 * is tightened later.
 */
public final class FieldLimits {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Pattern HOST = Pattern.compile("([^@]*@)?[A-Za-z0-9._-]+(:[0-9]{1,5})?");

  private FieldLimits() {}

  /**
   * Returns the record if all its fields, and those of records in it, are within their limits.
   *
   * @throws InvalidFieldException if a field is not; names the field by its path, such as {@code
   *     authors[1].name}
   */
  public static <T> T check(T value) {
    checkFields(value, "");
    return value;
  }

  private static void checkFields(Object value, String path) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    for (int i = 0; components != null && i < components.length; i++) {
      Object field = get(components[i], value);
      if (field != null) {
        String inner =
            path.isEmpty() ? jsonName(components[i]) : path + "." + jsonName(components[i]);
        // a record with one component is written as the value of that component
        checkField(
            field,
            components[i].getAnnotation(Limit.class),
            components.length == 1 && !path.isEmpty() ? path : inner);
      }
    }
  }

  private static String jsonName(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  private static void checkField(Object field, @Nullable Limit limit, String path) {
    if (limit != null) {
      checkSize(field, limit, path);
    }
    if (field instanceof List<?> entries) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i) instanceof String text && limit != null) {
          checkLength(text, limit.each(), path);
        } else {
          checkFields(entries.get(i), path + "[" + i + "]");
        }
      }
    } else {
      checkFields(field, path);
    }
  }

  private static void checkSize(Object field, Limit limit, String path) {
    if (field instanceof String text) {
      checkLength(text, limit.max(), path);
    } else if (field instanceof List<?> list && list.size() > limit.max()) {
      throw new InvalidFieldException(
          path, "has " + list.size() + " entries, at most " + limit.max() + " are allowed");
    } else if (field instanceof Integer number && (number < limit.min() || number > limit.max())) {
      throw new InvalidFieldException(
          path, "is not between " + limit.min() + " and " + limit.max());
    }
  }

  private static void checkLength(String text, int max, String path) {
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      throw new InvalidFieldException(
          path, "has " + length + " characters, at most " + max + " are allowed");
    }
  }

  private static @Nullable Object get(RecordComponent component, Object owner) {
    try {
      component.getAccessor().setAccessible(true); // the record's class may be package-private
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void requirePresent(String field, @Nullable Object value) {
    if (value == null) {
      throw new InvalidFieldException(field, "is missing");
    }
  }

  static String line(String field, @Nullable String value) {
    String line = text(field, value);
    // U+2028, U+2029 and NEL, too, end a line for some readers
    if (has(line, c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
      throw new InvalidFieldException(field, "has a control character or a line break");
    }
    return line;
  }

  static @Nullable String optionalLine(String field, @Nullable String value) {
    return value == null ? null : line(field, value);
  }

  /** Accepts text with line breaks and tabs. CR LF and CR become LF. */
  static String text(String field, @Nullable String value) {
    if (value == null) {
      throw new InvalidFieldException(field, "is missing");
    }
    String text = value.replace("\r\n", "\n").replace('\r', '\n').strip();
    if (text.isEmpty()) {
      throw new InvalidFieldException(field, "is blank");
    }
    if (has(text, FieldLimits::unprintable)) {
      throw new InvalidFieldException(field, "has a control character or half of a surrogate pair");
    }
    return text;
  }

  static @Nullable String optionalText(String field, @Nullable String value) {
    return value == null ? null : text(field, value);
  }

  /** A loop and not a stream, because every field of every item is checked. */
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
    String link = line(field, value);
    try {
      URI uri = new URI(link);
      if (hasHost(uri) && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return link;
      }
    } catch (URISyntaxException e) {
      // reported below
    }
    throw new InvalidFieldException(field, "is not an absolute http or https URL");
  }

  /** Returns true also for hosts with an underscore, which java.net.URI knows as authority only. */
  private static boolean hasHost(URI uri) {
    return uri.getHost() != null
        || (uri.getRawAuthority() != null && HOST.matcher(uri.getRawAuthority()).matches());
  }

  static String language(String field, @Nullable String value) {
    String tag = line(field, value);
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      throw new InvalidFieldException(field, "is not a BCP 47 language tag");
    }
  }

  static @Nullable Instant optionalInstant(String field, @Nullable Instant value) {
    requireYearInRange(field, value);
    return value == null ? null : value.truncatedTo(ChronoUnit.MILLIS);
  }

  static void requireYearInRange(String field, @Nullable Instant value) {
    if (value != null && (value.isBefore(FIRST) || value.isAfter(LAST))) {
      throw new InvalidFieldException(field, "is outside the years 1 to 9999");
    }
  }

  static <T> List<T> list(String field, @Nullable List<T> values) {
    if (values == null) {
      return List.of();
    }
    if (values.stream().anyMatch(value -> value == null)) {
      throw new InvalidFieldException(field, "has an entry that is null");
    }
    return List.copyOf(values);
  }
}
