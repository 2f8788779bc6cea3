package news.dateline.feedapi.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.feedapi.index.FeedIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Makes the views of one feed's items in the language of its page. */
final class ItemViews {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final FeedIndex index;
  private final Texts texts;
  private final Locale locale;
  private final ZoneId zone;

  ItemViews(FeedIndex index, Texts texts) {
    this.index = index;
    this.texts = texts;
    this.locale = texts.locale(index.profile().language());
    this.zone = index.profile().zone();
  }

  Locale locale() {
    return locale;
  }

  ItemView of(Item item) {
    ItemContent content = item.content();
    return content == null ? retracted(item) : published(item, content);
  }

  private ItemView retracted(Item item) {
    return new ItemView(
        item.id().value(),
        url(item),
        item.version(),
        item.seq(),
        item.firstSeq(),
        true,
        false,
        item.publishedAt().toString(),
        time(item.publishedAt()),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        null,
        false,
        item.reason());
  }

  private ItemView published(Item item, ItemContent content) {
    Kicker kicker = content.kicker();
    return new ItemView(
        item.id().value(),
        url(item),
        item.version(),
        item.seq(),
        item.firstSeq(),
        false,
        item.updatedAt() != null,
        item.publishedAt().toString(),
        time(item.publishedAt()),
        updatedTime(item),
        content.label(),
        texts.label(content.label(), locale),
        kicker == null ? null : kicker.text(),
        kicker == null ? null : kicker.link(),
        content.title(),
        content.lead(),
        content.body(),
        content.link(),
        content.image(),
        content.authors(),
        content.source(),
        content.section(),
        content.tags(),
        language(content),
        Boolean.TRUE.equals(content.keyEvent()),
        null);
  }

  private String url(Item item) {
    return "/feeds/" + index.feed() + "/items/" + UriUtils.encode(item.id().value(), "UTF-8");
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  /** A time of another day would mislead beside the item's own. */
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
