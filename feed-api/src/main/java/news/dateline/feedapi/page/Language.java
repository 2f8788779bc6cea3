package news.dateline.feedapi.page;

import com.ibm.icu.util.ULocale;
import java.util.Locale;

/**
 * The language of a text.
 *
 * @param tag BCP 47
 */
public record Language(String tag) {
  static Language of(Locale locale) {
    return new Language(locale.toLanguageTag());
  }

  /** Returns the direction of the language's script, as HTML names it. */
  public String direction() {
    return isRightToLeft() ? "rtl" : "ltr";
  }

  boolean isRightToLeft() {
    return ULocale.forLanguageTag(tag).isRightToLeft();
  }
}
