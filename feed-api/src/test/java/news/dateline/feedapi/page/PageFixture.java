package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Author;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.Kicker;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import news.dateline.pages.Messages;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Pages of the feed {@code world}, whose time zone is Europe/Kyiv, on 4 February 2025. */
final class PageFixture {
  static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  static final String PUBLIC_URL = "https://live.example.org";

  private static final Instant NOW = Instant.parse("2025-02-04T20:00:00Z");

  private static final Pattern JSON_LD =
      Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

  private PageFixture() {}

  static Pages pages(String publicUrl) {
    SiteProperties site = new SiteProperties(publicUrl, List.of());
    return new Pages(new Messages(), new Assets(), site, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static FeedIndex index(PublicState... changes) {
    FeedStore feeds = new FeedStore();
    feeds.apply(WORLD.opened(1));
    for (PublicState change : changes) {
      feeds.apply(change);
    }
    feeds.publish();
    return feeds.find(new FeedId("world")).orElseThrow();
  }

  /** Returns a revision of the feed to another language and presentation. */
  static PublicFeed feed(long seq, String title, String language, Presentation presentation) {
    PublicFeed opened = WORLD.opened(1);
    FeedSettings settings =
        new FeedSettings(
            title,
            language,
            "Europe/Kyiv",
            List.of(),
            FeedSettings.Access.PUBLIC,
            List.of(),
            presentation,
            null);
    return new PublicFeed(
        opened.feed(),
        opened.epoch(),
        seq,
        PublicState.Change.REVISED,
        opened.status(),
        settings,
        opened.openedAt());
  }

  static PublicItem item(String id, long seq, int minutes, ItemContent content) {
    return FeedStateSamples.withContent(WORLD.published(id, seq, minutes), content);
  }

  /** Returns a post with all of its parts. */
  static ItemContent post(String title, @Nullable String language, String... tags) {
    return new ItemContent(
        title,
        new Kicker("Harbour & works", "https://example.org/series"),
        "opinion",
        "A lead of " + title,
        "<p>The <em>body</em> of " + title + "</p>",
        "https://example.org/story",
        new Image("https://example.org/pier.jpg", "A pier", 1200, 800, "Jo Doe"),
        List.of(new Author("Ann Bee", "https://example.org/ann"), new Author("Cy Dee", null)),
        "Agency",
        List.of(tags),
        "Ports",
        language,
        null,
        null,
        null);
  }

  static String page(Pages pages, FeedIndex index) {
    Links links =
        new Links(
            new View(Filter.NONE, null), "/feeds/world", "/feeds/world/stream", null, null, null);
    return text(
        pages.feed(
            index,
            index.snapshot(null, null, Filter.NONE, 40),
            links,
            Pages.links(List.of(index), index.feed())));
  }

  static String article(Pages pages, FeedIndex index, String id) {
    return text(pages.item(new FeedLookup.Found(index, index.item(new ItemId(id)).orElseThrow())));
  }

  /** Returns the structured data of a page. */
  static JsonNode jsonLd(String html) {
    Matcher script = JSON_LD.matcher(html);
    if (!script.find()) {
      throw new AssertionError("The page has no structured data");
    }
    return Json.mapper().readTree(script.group(1));
  }

  static String text(byte[] html) {
    return new String(html, UTF_8);
  }
}
