package news.dateline.feedapi.page;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The page's own texts in the languages there are bundles for; a key that is missing throws. */
public final class Messages {
  static final String BUNDLES = "feed-api/messages";

  private final MessageSource messages;

  public Messages(MessageSource messages) {
    this.messages = messages;
  }

  /** The bundles: English, and a file for each other language. */
  public static MessageSource bundles() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename(BUNDLES);
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    source.setUseCodeAsDefaultMessage(false);
    return source;
  }

  MessageSource messages() {
    return messages;
  }

  /** The language to write a page in whose content is in the given one: that, else English. */
  public Locale locale(String language) {
    Locale wanted = Locale.forLanguageTag(language);
    return isThere(wanted) ? wanted : Locale.ENGLISH;
  }

  /** The first of the given languages that there are texts in, else English. */
  public Locale locale(List<Locale> wanted) {
    return wanted.stream().filter(Messages::isThere).findFirst().orElse(Locale.ENGLISH);
  }

  private static boolean isThere(Locale locale) {
    String bundle = BUNDLES + "_" + locale.getLanguage() + ".properties";
    return locale.getLanguage().equals("en")
        || Messages.class.getClassLoader().getResource(bundle) != null;
  }

  /** A day as a headline, such as {@code Tuesday, 4 February 2025}. */
  public String heading(LocalDate day, Locale locale) {
    return format("day.pattern", day, locale);
  }

  /** A moment in its zone, such as {@code 4 February 2025, 21:45}. */
  String moment(ZonedDateTime at, Locale locale) {
    return format("moment.pattern", at, locale);
  }

  private String format(String pattern, TemporalAccessor value, Locale locale) {
    return DateTimeFormatter.ofPattern(messages.getMessage(pattern, null, locale), locale)
        .format(value);
  }

  /** What a label is called; one of the feed's own is its slug with a capital letter. */
  @Nullable String label(@Nullable String slug, Locale locale) {
    if (slug == null) {
      return null;
    }
    String own = slug.substring(0, 1).toUpperCase(locale) + slug.substring(1).replace('-', ' ');
    return Objects.requireNonNull(messages.getMessage("label." + slug, null, own, locale));
  }
}
