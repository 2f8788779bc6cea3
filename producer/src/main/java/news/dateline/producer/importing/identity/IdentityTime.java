package news.dateline.producer.importing.identity;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the time that identifies an item, whenever the item is imported. */
public final class IdentityTime {
  private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
  private static final int MAX_LENGTH = 200;
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:[Tt]|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*(.*))?");
  private static final Pattern MAIL =
      Pattern.compile(
          "(?:\\p{L}+\\.?,?\\s+)?(\\d{1,2})[\\s-]+(\\p{L}{3})\\p{L}*\\.?[\\s-]+(\\d{2}|\\d{4}),?\\s+"
              + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(.*)");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2}):?(\\d{2})?");
  private static final Map<String, String> ZONES =
      Stream.of(
              ("Z=Z UT=Z UTC=Z GMT=Z EST=-05:00 EDT=-04:00 CST=-06:00 CDT=-05:00 MST=-07:00"
                      + " MDT=-06:00 PST=-08:00 PDT=-07:00 BST=+01:00 CET=+01:00 CEST=+02:00"
                      + " EET=+02:00 EEST=+03:00 MSK=+03:00")
                  .split(" ", -1))
          .map(zone -> zone.split("=", 2))
          .collect(toUnmodifiableMap(zone -> zone[0], zone -> zone[1]));

  private static final List<Set<String>> MONTHS =
      List.of(
          Set.of("jan", "ene", "gen", "янв"), Set.of("feb", "fev", "фев"),
          Set.of("mar", "mär", "мар"), Set.of("apr", "abr", "avr", "апр"),
          Set.of("may", "mai", "mag", "май"), Set.of("jun", "giu", "июн"),
          Set.of("jul", "lug", "июл"), Set.of("aug", "ago", "авг"),
          Set.of("sep", "set", "сен"), Set.of("oct", "okt", "out", "ott", "окт"),
          Set.of("nov", "ноя"), Set.of("dec", "dez", "dic", "дек"));

  private IdentityTime() {}

  /**
   * Returns the time that the source names, also one ahead of the clock; null if the first builds
   * read none.
   *
   * @param zone the zone of times that name none
   */
  public static @Nullable Instant of(@Nullable String written, ZoneId zone) {
    if (written == null || written.length() > MAX_LENGTH) {
      return null;
    }
    try {
      Instant at = parse(written.strip(), zone);
      return at.isBefore(FIRST) ? null : at;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Instant parse(String text, ZoneId zone) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      LocalDate date = LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
      if (iso.group(4) == null) {
        return date.atStartOfDay(zone).toInstant();
      }
      String fraction = iso.group(7) == null ? "0" : (iso.group(7) + "00000000").substring(0, 9);
      LocalDateTime time = timeOf(date, iso).plusNanos(Integer.parseInt(fraction));
      return zoned(time, iso.group(8).strip(), zone);
    }
    Matcher mail = MAIL.matcher(text);
    if (!mail.matches()) {
      return OffsetDateTime.parse(text).toInstant();
    }
    int month = month(mail.group(2).toLowerCase(Locale.ROOT));
    int year = number(mail, 3);
    int full = year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
    LocalDate date = LocalDate.of(full, month, number(mail, 1));
    return zoned(timeOf(date, mail), mail.group(7).strip(), zone);
  }

  private static int month(String name) {
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).contains(name)) {
        return i + 1;
      }
    }
    throw new DateTimeException("no month " + name);
  }

  private static LocalDateTime timeOf(LocalDate date, Matcher parts) {
    return date.atTime(number(parts, 4), number(parts, 5), Math.min(number(parts, 6), 59));
  }

  private static int number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
  }

  private static Instant zoned(LocalDateTime time, String name, ZoneId zone) {
    return name.isEmpty() ? time.atZone(zone).toInstant() : time.toInstant(offset(name, time));
  }

  private static ZoneOffset offset(String name, LocalDateTime time) {
    Matcher offset = OFFSET.matcher(name);
    if (offset.matches()) {
      String minutes = offset.group(3) == null ? "00" : offset.group(3);
      return ZoneOffset.of(offset.group(1) + offset.group(2) + ":" + minutes);
    }
    String known = ZONES.get(name.toUpperCase(Locale.ROOT).replaceFirst("^\\((.*)\\)$", "$1"));
    return known == null ? ZoneId.of(name).getRules().getOffset(time) : ZoneOffset.of(known);
  }
}
