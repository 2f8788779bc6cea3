package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;

/**
 * An item as the templates show it: with what a page in a language and a time zone makes of it.
 *
 * @param state the item itself
 * @param time the time of day it was published, {@code 21:45}
 * @param updatedTime the same of the last update, where that was on the item's day
 * @param labelText the label in the page's language
 * @param language of the text, where it is not the page's
 * @param corrections the trail, oldest first
 */
public record ItemView(
    Item state,
    String url,
    String time,
    @Nullable String updatedTime,
    @Nullable String labelText,
    @Nullable String language,
    List<Note> corrections) {

  /**
   * A correction's note.
   *
   * @param at ISO 8601
   * @param when the same as the page writes it
   */
  public record Note(String at, String when, String text) {}

  public String id() {
    return state.id().value();
  }

  public boolean retracted() {
    return state.retracted();
  }

  /** What it says; null once it is retracted. */
  public @Nullable ItemContent content() {
    return state.content();
  }

  public boolean keyEvent() {
    ItemContent content = state.content();
    return content != null && Boolean.TRUE.equals(content.keyEvent());
  }

  /** The newest correction; null where there is none. */
  public @Nullable Note correction() {
    return corrections.isEmpty() ? null : corrections.get(corrections.size() - 1);
  }
}
