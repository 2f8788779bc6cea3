package news.dateline.feedapi.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.page.ItemView.Note;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Creates the views of a feed's items in the language and time zone of its pages. */
final class ItemViews {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final FeedIndex index;
  private final Messages messages;
  private final Locale locale;
  private final ZoneId zone;

  ItemViews(FeedIndex index, Messages messages) {
    this.index = index;
    this.messages = messages;
    this.locale = messages.locale(index.profile().language());
    this.zone = index.profile().zone();
  }

  Locale locale() {
    return locale;
  }

  ItemView of(Item item) {
    ItemContent content = item.content();
    return new ItemView(
        item,
        url(item),
        time(item.publishedAt()),
        updatedTime(item),
        content == null ? null : messages.label(content.label(), locale),
        content == null ? null : language(content),
        item.corrections().stream().map(this::note).toList());
  }

  private Note note(Item.Correction correction) {
    Instant time = correction.at();
    String formattedTime = messages.formatDateTime(time.atZone(zone), locale);
    return new Note(time.toString(), formattedTime, correction.note());
  }

  private String url(Item item) {
    return "/feeds/" + index.feed() + "/items/" + UriUtils.encode(item.id().value(), "UTF-8");
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  /** Returns null if the update was on another day, because its time alone would then mislead. */
  private @Nullable String updatedTime(Item item) {
    Instant updated = item.updatedAt();
    return updated != null && LocalDate.ofInstant(updated, zone).equals(item.day())
        ? time(updated)
        : null;
  }

  private @Nullable String language(ItemContent content) {
    String own = content.language();
    String language = own == null ? index.profile().language() : own;
    return language.equals(locale.toLanguageTag()) ? null : language;
  }
}
