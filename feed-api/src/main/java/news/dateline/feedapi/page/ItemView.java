package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;

/**
 * An item as the templates show it, with everything that depends on the page's language and time
 * zone.
 *
 * @param time the time of day of the publication, {@code 21:45}
 * @param updatedTime the time of day of the last update if that was on the item's day
 * @param labelText the label in the page's language
 * @param language the language of the item's text (BCP 47) if it is not the page's
 * @param corrections the correction notes, oldest first
 */
record ItemView(
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
   * @param time when it was made, ISO 8601
   * @param formattedTime the same in the page's language
   */
  record Note(String time, String formattedTime, String text) {}

  public String id() {
    return state.id().value();
  }

  public boolean retracted() {
    return state.retracted();
  }

  /** Returns the item's content, or null if the item is retracted. */
  public @Nullable ItemContent content() {
    return state.content();
  }

  public boolean keyEvent() {
    ItemContent content = state.content();
    return content != null && Boolean.TRUE.equals(content.keyEvent());
  }

  /** Returns the newest correction, or null if there is none. */
  public @Nullable Note correction() {
    return corrections.isEmpty() ? null : corrections.get(corrections.size() - 1);
  }
}
