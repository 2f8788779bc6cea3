package news.dateline.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.pages.ItemView.Links;
import news.dateline.pages.ItemView.Note;
import news.dateline.pages.ItemView.TagLink;
import org.jspecify.annotations.Nullable;

/** Creates the views of a feed's items in the language and time zone of its pages. */
public final class ItemViews {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final String feedLanguage;
  private final Messages messages;
  private final LocalDate today;
  private final Locale locale;
  private final ZoneId zone;
  private final Urls urls;

  /**
   * @param today the present day in the feed's time zone
   */
  public ItemViews(FeedId feed, FeedSettings profile, Messages messages, LocalDate today) {
    this.feedLanguage = profile.language();
    this.messages = messages;
    this.today = today;
    this.locale = messages.locale(feedLanguage);
    this.zone = profile.zone();
    this.urls = new Urls(feed);
  }

  public Locale locale() {
    return locale;
  }

  public Urls urls() {
    return urls;
  }

  public LocalDate today() {
    return today;
  }

  public ItemView of(Item item) {
    ItemContent content = item.content();
    return new ItemView(
        item,
        links(item),
        time(item.publishedAt()),
        messages.formatDateTime(item.publishedAt().atZone(zone), locale),
        entryTime(item),
        updatedTime(item),
        content == null ? null : messages.label(content.label(), locale),
        content == null ? null : language(content.language()),
        item.corrections().stream().map(this::note).toList());
  }

  private Links links(Item item) {
    String page = urls.item(item.id());
    String permalink = urls.permalink(item.id());
    ItemContent content = item.content();
    return content == null
        ? new Links(page, permalink, null, null, List.of())
        : new Links(
            page,
            permalink,
            view("section", content.section()),
            content.kicker() == null ? null : view("series", content.kicker().text()),
            content.tags().stream().map(tag -> new TagLink(tag, urls.view("tag", tag))).toList());
  }

  private @Nullable String view(String parameter, @Nullable String value) {
    return value == null ? null : urls.view(parameter, value);
  }

  private Note note(Item.Correction correction) {
    Instant time = correction.at();
    String formattedTime = messages.formatDateTime(time.atZone(zone), locale);
    return new Note(time.toString(), formattedTime, correction.note());
  }

  /** Formats the time of day in the feed's time zone. */
  public String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  private String entryTime(Item item) {
    String time = time(item.publishedAt());
    return item.day().equals(today)
        ? time
        : messages.formatShortDay(item.day(), today, locale) + " " + time;
  }

  /** Returns null if the update was on another day, because its time alone would then mislead. */
  private @Nullable String updatedTime(Item item) {
    Instant updated = item.updatedAt();
    return updated != null && LocalDate.ofInstant(updated, zone).equals(item.day())
        ? time(updated)
        : null;
  }

  /** Returns the language of a text of the feed, null if it is the page's. */
  public @Nullable Language language(@Nullable String own) {
    String language = own == null ? feedLanguage : own;
    return language.equals(locale.toLanguageTag()) ? null : new Language(language);
  }
}
