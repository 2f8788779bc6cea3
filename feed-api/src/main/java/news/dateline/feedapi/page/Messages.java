package news.dateline.feedapi.page;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.feedapi.index.Facet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The pages' own texts in every language that has a resource bundle. A key without a text throws
 * {@link org.springframework.context.NoSuchMessageException}. Thread-safe.
 */
public final class Messages {
  static final String BUNDLES = "feed-api/messages";

  private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

  Messages() {
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

  /** Formats a day as the heading of its items, such as {@code Tuesday, 4 February 2025}. */
  public String formatDay(LocalDate day, Locale locale) {
    return format("date.pattern", day, locale);
  }

  /** Formats a date and time in its own zone, such as {@code 4 February 2025, 21:45}. */
  String formatDateTime(ZonedDateTime time, Locale locale) {
    return format("date-time.pattern", time, locale);
  }

  private String format(String patternKey, TemporalAccessor value, Locale locale) {
    return DateTimeFormatter.ofPattern(source.getMessage(patternKey, null, locale), locale)
        .format(value);
  }

  /** Names the items that have one of these facets, such as {@code Label: Exclusive or Opinion}. */
  String condition(Set<Facet> alternatives, Locale locale) {
    Facet.Kind kind = alternatives.iterator().next().kind();
    String or = " " + source.getMessage("filter.or", null, locale) + " ";
    String values =
        alternatives.stream()
            .map(Facet::value)
            .map(value -> kind == Facet.Kind.LABEL ? label(value, locale) : value)
            .collect(Collectors.joining(or));
    return source.getMessage("filter." + kind.parameter(), new Object[] {values}, locale);
  }

  /** Returns the text of a label. A label without one is shown as its slug, capitalised. */
  @Nullable String label(@Nullable String slug, Locale locale) {
    if (slug == null) {
      return null;
    }
    String fallback =
        slug.substring(0, 1).toUpperCase(locale) + slug.substring(1).replace('-', ' ');
    return Objects.requireNonNull(source.getMessage("label." + slug, null, fallback, locale));
  }
}
