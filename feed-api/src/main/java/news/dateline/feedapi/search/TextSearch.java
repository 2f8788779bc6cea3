package news.dateline.feedapi.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.index.SortKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Searches the titles and leads of items. An item matches if each word occurs in one of them,
 * whatever its case and diacritics. It takes too long for an event loop.
 */
public final class TextSearch {
  /** The number of items that one search examines at most. */
  public static final int MAX_EXAMINED = 10_000;

  private static final int MAX_LENGTH = 100;
  private static final int CHECK_INTERVAL = 64;
  private static final char[] LINE_END = {'\n'};
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private final List<String> words;

  /**
   * Items that match, newest first.
   *
   * @param next the page cursor after which the search goes on; null if there are no more items
   */
  public record Result(List<ItemEntry> items, @Nullable SortKey next) {}

  private TextSearch(List<String> words) {
    this.words = words;
  }

  /**
   * Prepares the search for words that are separated by spaces.
   *
   * @throws InvalidFieldException with the field if there are none, or the text is too long
   */
  public static TextSearch of(String field, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidFieldException(
          field, "has " + text.length() + " characters, at most " + MAX_LENGTH + " are allowed");
    }
    List<String> words =
        SPACES.splitAsStream(FoldedText.of(text)).filter(word -> !word.isEmpty()).toList();
    if (words.isEmpty()) {
      throw new InvalidFieldException(field, "has no word to search for");
    }
    return new TextSearch(words);
  }

  /**
   * Searches the items in their order.
   *
   * @param timeIsUp returns true once the search has taken long enough; asked now and then
   */
  public Result run(Collection<ItemEntry> newestFirst, int limit, BooleanSupplier timeIsUp) {
    List<ItemEntry> found = new ArrayList<>();
    FoldedText buffer = new FoldedText();
    Iterator<ItemEntry> rest = newestFirst.iterator();
    for (int examined = 1; rest.hasNext(); examined++) {
      ItemEntry item = rest.next();
      if (!item.retracted() && matches(item, buffer)) {
        found.add(item);
      }
      boolean enough =
          found.size() == limit
              || examined == MAX_EXAMINED
              || (examined % CHECK_INTERVAL == 0 && timeIsUp.getAsBoolean());
      if (enough && rest.hasNext()) {
        return new Result(found, item.sortKey());
      }
    }
    return new Result(found, null);
  }

  private boolean matches(ItemEntry item, FoldedText buffer) {
    String text = text(item, buffer);
    for (String word : words) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the folded title and lead. The members after the lead are not read. */
  private static String text(ItemEntry item, FoldedText buffer) {
    buffer.clear();
    try (JsonParser json = item.json().parser()) {
      json.nextToken();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        boolean lead = name.equals("lead");
        if (lead || name.equals("title")) {
          buffer.append(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
          buffer.append(LINE_END, 0, 1);
        } else {
          json.skipChildren();
        }
        if (lead || name.equals("body")) {
          break;
        }
      }
    }
    return buffer.toString();
  }
}
