package news.dateline.producer.importing;

import java.time.DateTimeException;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads times as publishers write them: RFC 3339 and RFC 822 with the usual deviations, and times
 * without a zone.
 *
 * @param zone the zone of times that name none
 */
record SourceTimes(ZoneId zone, Instant now) {
  private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
  private static final int MAX_LENGTH = 200;
  private static final Duration MAX_AHEAD = Duration.ofDays(1);
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:[Tt]|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*(.*))?");
  private static final Pattern MAIL =
      Pattern.compile(
          "(?:\\p{L}+\\.?(?:,\\s*|\\s+))?(\\d{1,2})[\\s-]+(\\p{L}{3})\\p{L}*\\.?[\\s-]+(\\d{2}|\\d{4})"
              + "(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(.*))?");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::?(\\d{2}))?");

  /** What follows a zone and says it once more, as in {@code +0000 (UTC)}. */
  private static final Pattern COMMENT =
      Pattern.compile("(?<=[^\\s(\\[])\\s*+(?:\\([^()]*+\\)|\\[[^\\[\\]]*+\\])$");

  /** Abbreviations that mean one zone wherever they are used; IST, for one, means three. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("Z", "Z"),
          Map.entry("UT", "Z"),
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("AKST", "-09:00"),
          Map.entry("AKDT", "-08:00"),
          Map.entry("HST", "-10:00"),
          Map.entry("BRT", "-03:00"),
          Map.entry("WET", "Z"),
          Map.entry("WEST", "+01:00"),
          Map.entry("BST", "+01:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("MEZ", "+01:00"),
          Map.entry("WAT", "+01:00"),
          Map.entry("CEST", "+02:00"),
          Map.entry("MESZ", "+02:00"),
          Map.entry("CAT", "+02:00"),
          Map.entry("SAST", "+02:00"),
          Map.entry("EET", "+02:00"),
          Map.entry("EEST", "+03:00"),
          Map.entry("EAT", "+03:00"),
          Map.entry("IDT", "+03:00"),
          Map.entry("MSK", "+03:00"),
          Map.entry("TRT", "+03:00"),
          Map.entry("PKT", "+05:00"),
          Map.entry("WIB", "+07:00"),
          Map.entry("AWST", "+08:00"),
          Map.entry("HKT", "+08:00"),
          Map.entry("SGT", "+08:00"),
          Map.entry("JST", "+09:00"),
          Map.entry("KST", "+09:00"),
          Map.entry("ACST", "+09:30"),
          Map.entry("ACDT", "+10:30"),
          Map.entry("AEST", "+10:00"),
          Map.entry("AEDT", "+11:00"),
          Map.entry("NZST", "+12:00"),
          Map.entry("NZDT", "+13:00"));

  /** The first letters of the months, also in languages whose publishers use them in RFC 822. */
  private static final List<Set<String>> MONTHS =
      List.of(
          Set.of("jan", "ene", "gen", "янв"), Set.of("feb", "fev", "фев"),
          Set.of("mar", "mär", "мар"), Set.of("apr", "abr", "avr", "апр"),
          Set.of("may", "mai", "mag", "май"), Set.of("jun", "giu", "июн"),
          Set.of("jul", "lug", "июл"), Set.of("aug", "ago", "авг"),
          Set.of("sep", "set", "сен"), Set.of("oct", "okt", "out", "ott", "окт"),
          Set.of("nov", "ноя"), Set.of("dec", "dez", "dic", "дек"));

  /**
   * A time as read.
   *
   * @param at null if the source names no time that can be used
   * @param note what is to be said about it; null if nothing is
   * @param given the time that the source names, which does not depend on the time of the import
   */
  record ParsedTime(@Nullable Instant at, @Nullable String note, @Nullable Instant given) {
    static final ParsedTime NONE = new ParsedTime(null, null);

    ParsedTime(@Nullable Instant at, @Nullable String note) {
      this(at, note, at);
    }
  }

  ParsedTime read(@Nullable String written) {
    if (written == null) {
      return ParsedTime.NONE;
    }
    if (written.length() > MAX_LENGTH) {
      return new ParsedTime(null, "is no time and was left out");
    }
    if (written.isBlank()) {
      return new ParsedTime(null, "is empty and was left out");
    }
    try {
      return limited(parse(written.strip()));
    } catch (DateTimeException | NumberFormatException e) {
      return new ParsedTime(null, "is no time and was left out");
    }
  }

  private ParsedTime limited(ParsedTime read) {
    Instant at = read.at();
    if (at == null || at.isBefore(FIRST)) {
      return new ParsedTime(null, "is before 1970 and was left out");
    }
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      return new ParsedTime(null, "is more than a day ahead and was left out", at);
    }
    return at.isAfter(now)
        ? new ParsedTime(now, "is ahead of the clock and was taken as now", at)
        : read;
  }

  private ParsedTime parse(String text) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      LocalDate date = LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
      if (iso.group(4) == null) {
        return startOf(date);
      }
      String fraction = iso.group(7) == null ? "0" : (iso.group(7) + "00000000").substring(0, 9);
      int seconds = Math.min(number(iso, 6), 59);
      return zoned(
          date.atTime(number(iso, 4), number(iso, 5), seconds, Integer.parseInt(fraction)),
          iso.group(8));
    }
    Matcher mail = MAIL.matcher(text);
    return mail.matches()
        ? parseMail(mail)
        : new ParsedTime(OffsetDateTime.parse(text).toInstant(), null);
  }

  private ParsedTime startOf(LocalDate date) {
    Instant start = date.atStartOfDay(zone).toInstant();
    return new ParsedTime(start, "has no time of day and was taken as the start of the day");
  }

  private ParsedTime parseMail(Matcher mail) {
    int month = month(mail.group(2).toLowerCase(Locale.ROOT));
    int year = number(mail, 3);
    int full = year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
    LocalDate date = LocalDate.of(full, month, number(mail, 1));
    if (mail.group(4) == null) {
      return startOf(date);
    }
    int seconds = Math.min(number(mail, 6), 59);
    return zoned(date.atTime(number(mail, 4), number(mail, 5), seconds), mail.group(7));
  }

  private static int month(String name) {
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).contains(name)) {
        return i + 1;
      }
    }
    throw new DateTimeException("no month " + name);
  }

  private static int number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
  }

  private ParsedTime zoned(LocalDateTime time, String written) {
    String name = COMMENT.matcher(written.strip()).replaceFirst("");
    if (name.isEmpty()) {
      Instant at = time.atZone(zone).toInstant();
      return new ParsedTime(at, "names no zone and was read in the zone of the feed, " + zone);
    }
    return new ParsedTime(time.toInstant(offset(name, time)), null);
  }

  private static ZoneOffset offset(String name, LocalDateTime time) {
    Matcher offset = OFFSET.matcher(name);
    if (offset.matches()) {
      int sign = offset.group(1).equals("-") ? -1 : 1;
      return ZoneOffset.ofHoursMinutes(sign * number(offset, 2), sign * number(offset, 3));
    }
    String known = ZONES.get(name.toUpperCase(Locale.ROOT).replaceFirst("^\\((.*)\\)$", "$1"));
    return known == null ? ZoneId.of(name).getRules().getOffset(time) : ZoneOffset.of(known);
  }
}
