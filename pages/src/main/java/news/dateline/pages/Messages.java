package news.dateline.pages;

import com.ibm.icu.text.PluralRules;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The pages' own texts in every language that has a resource bundle. A key without a text throws
 * {@link org.springframework.context.NoSuchMessageException}. Thread-safe.
 */
public final class Messages {
  static final String BUNDLES = "pages/messages";

  /** The last parts of the keys of texts that depend on a number: the plural categories of CLDR. */
  static final List<String> PLURAL_CATEGORIES =
      List.of("zero", "one", "two", "few", "many", "other");

  private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

  public Messages() {
    source.setBasename(BUNDLES);
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setUseCodeAsDefaultMessage(false);
  }

  MessageSource source() {
    return source;
  }

  /** Returns the locale of a feed's language tag (BCP 47) if it has a bundle, else English. */
  public Locale locale(String language) {
    return locale(List.of(Locale.forLanguageTag(language)));
  }

  /** Returns the first of the preferred locales that has a bundle, else English. */
  public Locale locale(List<Locale> preferred) {
    return preferred.stream().filter(Messages::isSupported).findFirst().orElse(Locale.ENGLISH);
  }

  private static boolean isSupported(Locale locale) {
    String bundle = BUNDLES + "_" + locale.getLanguage() + ".properties";
    return locale.getLanguage().equals("en")
        || Messages.class.getClassLoader().getResource(bundle) != null;
  }

  /** Returns the text of a key, with {@code {0}} and so on replaced. */
  public String text(String key, Locale locale, Object... arguments) {
    return source.getMessage(key, arguments, locale);
  }

  /**
   * Returns the text of a number. Its key ends with the number's plural category in the language
   * (CLDR), such as {@code days.items.few}.
   */
  public String plural(String key, long number, Locale locale) {
    String category = PluralRules.forLocale(locale).select((double) number);
    return text(key + "." + category, locale, Long.toString(number));
  }

  /** Returns the title or detail of the page of an error. Not every status has its own texts. */
  public String error(int status, String part, Locale locale) {
    String general = text("error." + part, locale);
    String key = "error." + status + "." + part;
    return Objects.requireNonNull(source.getMessage(key, null, general, locale));
  }

  /** Formats a day as the heading of its items, such as {@code Tuesday, 4 February 2025}. */
  public String formatDay(LocalDate day, Locale locale) {
    return format("date.pattern", day, locale);
  }

  /** Formats a day, without its year if that is this year's: {@code 4 February}. */
  public String formatShortDay(LocalDate day, LocalDate today, Locale locale) {
    boolean thisYear = day.getYear() == today.getYear();
    return format(thisYear ? "moment.pattern" : "moment.year.pattern", day, locale);
  }

  /** Formats a month as the heading of its days, such as {@code February 2025}. */
  public String formatMonth(YearMonth month, Locale locale) {
    return format("month.pattern", month, locale);
  }

  /** Formats a date and time in its own zone, such as {@code 4 February 2025, 21:45}. */
  public String formatDateTime(ZonedDateTime time, Locale locale) {
    return format("date-time.pattern", time, locale);
  }

  private String format(String patternKey, TemporalAccessor value, Locale locale) {
    return DateTimeFormatter.ofPattern(text(patternKey, locale), locale).format(value);
  }

  /** Returns the text of a label. A label without one is shown as its slug, capitalised. */
  public @Nullable String label(@Nullable String slug, Locale locale) {
    if (slug == null) {
      return null;
    }
    String fallback =
        slug.substring(0, 1).toUpperCase(locale) + slug.substring(1).replace('-', ' ');
    return Objects.requireNonNull(source.getMessage("label." + slug, null, fallback, locale));
  }
}
