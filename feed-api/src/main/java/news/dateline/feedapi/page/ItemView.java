package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.events.Author;
import news.dateline.events.Image;
import org.jspecify.annotations.Nullable;

/**
 * An item as the templates show it.
 *
 * @param updated whether it is shown as <i>Updated</i>
 * @param publishedAt ISO 8601
 * @param time the time of day in the feed's zone, {@code 21:45}
 * @param updatedTime the same of the last update, where that was on the item's day
 * @param label a slug
 * @param labelText the label in the page's language
 * @param bodyHtml sanitised where it came in
 * @param language of the text, where it is not the page's
 * @param reason why it was retracted
 */
public record ItemView(
    String id,
    String url,
    int version,
    long seq,
    long firstSeq,
    boolean retracted,
    boolean updated,
    String publishedAt,
    String time,
    @Nullable String updatedTime,
    @Nullable String label,
    @Nullable String labelText,
    @Nullable String kicker,
    @Nullable String kickerLink,
    @Nullable String title,
    @Nullable String lead,
    @Nullable String bodyHtml,
    @Nullable String link,
    @Nullable Image image,
    List<Author> authors,
    @Nullable String source,
    @Nullable String section,
    List<String> tags,
    @Nullable String language,
    boolean keyEvent,
    @Nullable String reason) {}
