package news.dateline.feedapi.page;

import java.util.regex.Pattern;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Plain text for descriptions, from the parts of an item. */
final class PlainText {
  private static final int MAX_LENGTH = 300;

  // bodies are sanitized: a tag has no > within it
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private PlainText() {}

  /** Returns the item's lead, or the beginning of its body, or null if it has neither. */
  static @Nullable String summary(ItemContent content) {
    String body = content.body();
    String text = content.lead();
    if (text == null && body != null) {
      text = HtmlUtils.htmlUnescape(TAG.matcher(body).replaceAll(" "));
    }
    return text == null ? null : shortened(SPACE.matcher(text).replaceAll(" ").strip());
  }

  /** Cuts a long text after a word. */
  private static String shortened(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = text.lastIndexOf(' ', MAX_LENGTH - 1);
    int cut = end > 0 ? end : MAX_LENGTH - 1;
    int whole = Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
    return text.substring(0, whole) + "…";
  }
}
