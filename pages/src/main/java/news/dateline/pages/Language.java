package news.dateline.pages;

import com.ibm.icu.util.ULocale;
import java.util.Locale;

/**
 * The language of a text.
 *
 * @param tag BCP 47
 */
public record Language(String tag) {
  public static Language of(Locale locale) {
    return new Language(locale.toLanguageTag());
  }

  /** Returns the direction of the language's script, as HTML names it. */
  public String direction() {
    return isRightToLeft() ? "rtl" : "ltr";
  }

  public boolean isRightToLeft() {
    return ULocale.forLanguageTag(tag).isRightToLeft();
  }
}
