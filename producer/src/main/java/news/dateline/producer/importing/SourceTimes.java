package news.dateline.producer.importing;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as publishers write them: RFC 3339 and RFC 822 with the usual deviations, and times
 * without a zone.
 *
 * @param zone the zone of times that name none
 */
record SourceTimes(ZoneId zone, Instant now) {
  private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final int MAX_LENGTH = 200;
  private static final String DAY_ALONE =
      "has no time of day and was taken as the start of the day";
  private static final Duration MAX_AHEAD = Duration.ofDays(1);
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:[Tt]|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*(.*))?");
  private static final Pattern MAIL =
      Pattern.compile(
          "(?:\\p{L}+\\.?(?:,\\s*|\\s+))?(\\d{1,2})[\\s-]+(\\p{L}{3,})\\.?[\\s-]+(\\d{2}|\\d{4})"
              + "(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(.*))?");

  /** Times without separators, the order of C and Unix, and that of the United States. */
  private static final Map<Pattern, String> REWRITES =
      Map.of(
          Pattern.compile("(\\d{4})(\\d{2})(\\d{2})"),
          "$1-$2-$3",
          Pattern.compile("(\\d{4})(\\d{2})(\\d{2})[Tt](\\d{2}):?(\\d{2}):?(\\d{2})((?:\\D.*)?)"),
          "$1-$2-$3T$4:$5:$6$7",
          Pattern.compile(
              "(?:\\p{L}+\\.?,?\\s+)?(\\p{L}{3,})\\.?\\s+(\\d{1,2})\\s+"
                  + "(\\d{1,2}:\\d{2}(?::\\d{2})?)((?:\\s+\\S+)?)\\s+(\\d{4})"),
          "$2 $1 $5 $3$4",
          Pattern.compile(
              "(?:\\p{L}+\\.?,?\\s+)?(\\p{L}{3,})\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})((?:,?\\s.*)?)"),
          "$2 $1 $3$4");

  /** Half of the day, before the zone. */
  private static final Pattern HALF_DAY = Pattern.compile("(?i)^([ap])\\.?m\\b\\.?\\s*");

  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::?(\\d{2}))?");

  /** What follows a zone and says it once more, as in {@code +0000 (UTC)}. */
  private static final Pattern COMMENT =
      Pattern.compile("(?<=[^\\s(\\[])\\s*+(?:\\([^()]*+\\)|\\[[^\\[\\]]*+\\])$");

  /** Abbreviations that mean one zone wherever they are used; IST, for one, means three. */
  private static final Map<String, String> ZONES =
      Stream.of(
              ("Z=Z UT=Z UTC=Z GMT=Z EST=-05:00 EDT=-04:00 CST=-06:00 CDT=-05:00"
                      + " MST=-07:00 MDT=-06:00 PST=-08:00 PDT=-07:00 AKST=-09:00 AKDT=-08:00"
                      + " HST=-10:00 BRT=-03:00 WET=Z WEST=+01:00 BST=+01:00 CET=+01:00 MEZ=+01:00"
                      + " WAT=+01:00 CEST=+02:00 MESZ=+02:00 CAT=+02:00 SAST=+02:00 EET=+02:00"
                      + " EEST=+03:00 EAT=+03:00 IDT=+03:00 MSK=+03:00 TRT=+03:00 PKT=+05:00"
                      + " WIB=+07:00 AWST=+08:00 HKT=+08:00 SGT=+08:00 JST=+09:00 KST=+09:00"
                      + " ACST=+09:30 ACDT=+10:30 AEST=+10:00 AEDT=+11:00 NZST=+12:00 NZDT=+13:00")
                  .split(" ", -1))
          .map(zone -> zone.split("=", 2))
          .collect(toUnmodifiableMap(zone -> zone[0], zone -> zone[1]));

  /** The first letters of the months, also in languages whose publishers use them in RFC 822. */
  private static final List<Set<String>> MONTHS =
      List.of(
          Set.of("jan", "ene", "gen", "янв", "січ"),
          Set.of("feb", "fev", "fév", "фев", "лют"),
          Set.of("mar", "mär", "мар", "бер"),
          Set.of("apr", "abr", "avr", "апр", "кві"),
          Set.of("may", "mai", "mag", "май", "мая", "тра"),
          Set.of("jun", "giu", "juin", "июн", "чер"),
          Set.of("jul", "lug", "juil", "июл", "лип"),
          Set.of("aug", "ago", "aoû", "авг", "сер"),
          Set.of("sep", "set", "сен", "вер"),
          Set.of("oct", "okt", "out", "ott", "окт", "жов"),
          Set.of("nov", "ноя", "лис"),
          Set.of("dec", "dez", "dic", "déc", "дек", "гру"));

  /**
   * A time as read.
   *
   * @param at null if the source names no time that can be used
   * @param ahead the time that the source names if it is ahead of the clock, else null
   * @param note what is to be said about it; null if nothing is
   */
  record ParsedTime(@Nullable Instant at, @Nullable Instant ahead, @Nullable String note) {
    static final ParsedTime NONE = new ParsedTime(null, null);

    ParsedTime(@Nullable Instant at, @Nullable String note) {
      this(at, null, note);
    }

    /** Returns the time that the source names, also one ahead of the clock. */
    @Nullable Instant declared() {
      return ahead == null ? at : ahead;
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

  /**
   * Returns true if the time is certainly over. Of a time without a zone and of a day it is unclear
   * when it is.
   *
   * @param fromStart true if a day alone means its beginning in the zone of the feed
   */
  boolean isPast(String written, boolean fromStart) {
    ParsedTime read = read(written);
    boolean clear = read.note() == null || (fromStart && DAY_ALONE.equals(read.note()));
    Instant latest = clear ? now : now.minus(MAX_AHEAD);
    return read.at() != null && read.at().isBefore(latest);
  }

  private ParsedTime limited(ParsedTime read) {
    if (read.at() == null || read.at().isBefore(FIRST)) {
      return new ParsedTime(null, "is before 1970 and was left out");
    }
    Instant at = read.at().truncatedTo(ChronoUnit.MILLIS); // as events and items have it
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      Instant ahead = at.isAfter(LAST) ? null : at;
      return new ParsedTime(null, ahead, "is more than a day ahead and was left out");
    }
    return at.isAfter(now)
        ? new ParsedTime(now, at, "is ahead of the clock and was taken as now")
        : new ParsedTime(at, read.note());
  }

  private ParsedTime parse(String written) {
    String text = rewritten(written);
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      LocalDate date = LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
      if (iso.group(4) == null) {
        return startOf(date);
      }
      String fraction = iso.group(7) == null ? "0" : (iso.group(7) + "00000000").substring(0, 9);
      return timed(date, iso, Integer.parseInt(fraction), iso.group(8));
    }
    Matcher mail = MAIL.matcher(text);
    return mail.matches()
        ? parseMail(mail)
        : new ParsedTime(OffsetDateTime.parse(text).toInstant(), null);
  }

  private ParsedTime startOf(LocalDate date) {
    Instant start = date.atStartOfDay(zone).toInstant();
    return new ParsedTime(start, DAY_ALONE);
  }

  private ParsedTime parseMail(Matcher mail) {
    int month = month(mail.group(2).toLowerCase(Locale.ROOT));
    int year = number(mail, 3);
    int full = year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
    LocalDate date = LocalDate.of(full, month, number(mail, 1));
    return mail.group(4) == null ? startOf(date) : timed(date, mail, 0, mail.group(7));
  }

  private static String rewritten(String text) {
    return REWRITES.entrySet().stream()
        .filter(order -> order.getKey().matcher(text).matches())
        .map(order -> order.getKey().matcher(text).replaceFirst(order.getValue()))
        .findFirst()
        .orElse(text);
  }

  /** Returns the time of a day, whose parts are the groups from 4 on. The day may end at 24:00. */
  private ParsedTime timed(LocalDate date, Matcher parts, int nanos, String after) {
    Matcher half = HALF_DAY.matcher(after);
    boolean halved = half.find();
    int hour = number(parts, 4);
    if (halved && hour <= 12) {
      hour = hour % 12 + (half.group(1).equalsIgnoreCase("p") ? 12 : 0);
    }
    int minutes = number(parts, 5);
    int seconds = Math.min(number(parts, 6), 59);
    boolean ends = hour == 24 && minutes == 0 && seconds == 0 && nanos == 0;
    LocalDateTime time =
        ends ? date.plusDays(1).atStartOfDay() : date.atTime(hour, minutes, seconds, nanos);
    return zoned(time, after.substring(halved ? half.end() : 0));
  }

  private static int month(String name) {
    String four = name.substring(0, Math.min(name.length(), 4));
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).contains(four) || MONTHS.get(i).contains(name.substring(0, 3))) {
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
