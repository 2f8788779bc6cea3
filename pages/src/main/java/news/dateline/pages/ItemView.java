package news.dateline.pages;

import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;

/**
 * An item as the templates show it, with everything that depends on the page's language and time
 * zone.
 *
 * @param time the time of day of the publication, {@code 21:45}
 * @param published the day and time of the publication
 * @param entryTime the time of day, with the day unless that is today
 * @param updatedTime the time of day of the last update if that was on the item's day
 * @param labelText the label in the page's language
 * @param language the language of the item's text if it is not the page's
 * @param corrections the correction notes, oldest first
 */
public record ItemView(
    Item state,
    Links links,
    String time,
    String published,
    String entryTime,
    @Nullable String updatedTime,
    @Nullable String labelText,
    @Nullable Language language,
    List<Note> corrections) {

  /**
   * The paths of pages about an item.
   *
   * @param page the item's own page
   * @param permalink the feed's page, opened at the item
   * @param section the items of the same section; null without one
   * @param series the items of the same series; null without one
   */
  public record Links(
      String page,
      String permalink,
      @Nullable String section,
      @Nullable String series,
      List<TagLink> tags) {}

  /** A tag and the path of the page of all items that have it. */
  public record TagLink(String name, String url) {}

  /**
   * A correction's note.
   *
   * @param time when it was made, ISO 8601
   * @param formattedTime the same in the page's language
   */
  public record Note(String time, String formattedTime, String text) {}

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

  /** Returns true if the item has something to show beside its text. */
  public boolean badged() {
    return state.hasPin()
        || labelText != null
        || keyEvent()
        || state.updatedAt() != null
        || !corrections.isEmpty();
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
