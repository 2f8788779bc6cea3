package news.dateline.feedapi.page;

import static news.dateline.feedapi.page.PageFixture.WORLD;
import static news.dateline.feedapi.page.PageFixture.article;
import static news.dateline.feedapi.page.PageFixture.index;
import static news.dateline.feedapi.page.PageFixture.pages;
import static news.dateline.feedapi.page.PageFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import news.dateline.events.Breaking;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTests {
  private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"");
  private static final Pattern PRELOAD = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '(\\./[^']+)'");

  private final Assets assets = new Assets();
  private final Pages pages = pages("");

  @Test
  void showsItemsUnderTheirDays() {
    FeedIndex index =
        index(
            WORLD.published("night", 2, -720),
            WORLD.updated("a", 4, 3, 105),
            WORLD.retracted("b", 6, 5, 50));

    String html = page(index, 40, "/feeds/world?before=x", null);

    assertThat(html)
        .containsSubsequence(
            "<html lang=\"en\" dir=\"ltr\">",
            "Tuesday, 4 February 2025",
            "13:45",
            "Exclusive",
            "Updated 13:55",
            "Title of a v2",
            "Retracted",
            "wrong",
            "Title of night v1",
            "/feeds/world?before=x")
        .contains("data-cursor=\"aaaa-6\"", "rel=\"canonical\" href=\"/feeds/world\"")
        .doesNotContain("Title of b");
  }

  @Test
  void showsBreakingPinnedAndKeyItemsAboveTheDays() {
    PublicItem old = WORLD.published("old", 2, 0);
    PublicItem news = WORLD.published("news", 3, 10);
    FeedIndex index =
        index(
            WORLD.published("plain", 4, 20),
            FeedStateSamples.withContent(
                WORLD.published("key", 5, 30), FeedStateSamples.keyEvent("Turning point", "Ports")),
            FeedStateSamples.pinned(old, 6),
            FeedStateSamples.breaking(
                news, 7, Breaking.Level.MAJOR, Instant.parse("2025-02-04T12:00:00Z")));

    String html = page(index, 2, "/feeds/world?before=x", null);

    assertThat(html)
        .containsSubsequence(
            "data-level=\"major\" data-until=\"2025-02-04T12:00:00Z\"",
            "Breaking news",
            "Title of news v1",
            "id=\"pinned\"",
            "Pinned",
            "Title of old v1",
            "Key moments",
            "<a href=\"/feeds/world?item=key#item-key\">Turning point</a>",
            "id=\"item-key\"",
            "Title of plain v1");
    assertThat(page(index, 2, null, "/feeds/world"))
        .contains("Title of news v1")
        .doesNotContain("Title of old v1");
  }

  @Test
  void hidesSectionsThatAreEmpty() {
    String html = page(index(WORLD.published("a", 2, 0)), 40, null, null);

    assertThat(html)
        .containsPattern("id=\"alerts\"[^>]* hidden=\"hidden\"")
        .containsPattern("id=\"pinned\"[^>]* hidden=\"hidden\"")
        .containsPattern("id=\"key-events\"[^>]* hidden=\"hidden\"");
  }

  @Test
  void theFeedShowsTheNewestCorrectionAndTheItemsPageShowsAll() {
    PublicItem first =
        FeedStateSamples.corrected(
            WORLD.published("a", 2, 0), 3, Instant.parse("2025-02-04T11:05:00Z"), "Wrong port");
    FeedIndex index =
        index(
            FeedStateSamples.corrected(
                first, 4, Instant.parse("2025-02-05T07:00:00Z"), "Wrong ship"));

    assertThat(page(index, 40, null, null))
        .containsSubsequence("Corrected", "5 February 2025, 09:00", "Wrong ship")
        .doesNotContain("Wrong port");
    assertThat(article(pages, index, "a"))
        .containsSubsequence(
            "Corrected",
            "Corrections",
            "4 February 2025, 13:05",
            "Wrong port",
            "5 February 2025, 09:00",
            "Wrong ship");
  }

  @Test
  void saysThatAFeedIsClosed() {
    String html = page(index(FeedStateSamples.closed(WORLD.opened(1), 2)), 40, null, null);

    assertThat(html).contains(">This feed is closed</p>", "data-closed=\"true\"");
  }

  @Test
  void usesTheFeedsLanguage() {
    FeedIndex index = index(WORLD.inLanguage(2, "uk"), WORLD.published("a", 3, 0));

    String html = page(index, 40, null, null);

    assertThat(html)
        .contains("<html lang=\"uk\" dir=\"ltr\">", "вівторок, 4 лютого 2025", "Ексклюзив")
        .contains("id=\"title\" tabindex=\"-1\">World</h1>");
  }

  @Test
  void escapesTextOfEditors() {
    FeedIndex index = index(WORLD.revised(2, "<b>News</b> & \"more\""));

    String html = page(index, 40, null, null);

    assertThat(html)
        .contains("&lt;b&gt;News&lt;/b&gt; &amp; &quot;more&quot;")
        .doesNotContain("<b>");
  }

  @Test
  void showsOneItem() {
    FeedIndex index = index(WORLD.published("a", 2, 0), WORLD.retracted("b", 4, 3, 0));

    assertThat(article(pages, index, "a"))
        .contains("Title of a v1", "4 February 2025, 12:00", "href=\"/feeds/world\"");
    assertThat(article(pages, index, "b")).contains("wrong").doesNotContain("Title of b");
  }

  @Test
  void showsErrorsInThePreferredLanguage() {
    assertThat(text(pages.error(404, List.of())))
        .contains("<html lang=\"en\" dir=\"ltr\">", "There is nothing here");
    assertThat(text(pages.error(404, List.of(Locale.forLanguageTag("uk-UA")))))
        .contains("<html lang=\"uk-UA\" dir=\"ltr\">", "Тут нічого немає");
    assertThat(text(pages.error(403, List.of(Locale.ITALIAN, Locale.forLanguageTag("ar")))))
        .contains("<html lang=\"ar\" dir=\"rtl\">", "هذه التغطية ليست مفتوحة لك");
    assertThat(text(pages.error(405, List.of(Locale.GERMAN))))
        .contains("Diese Seite kann nicht gezeigt werden")
        .doesNotContain("Method");
  }

  @Test
  void preloadsAScriptAndAllItsImportsFromOneBuild() {
    FeedIndex index = index(WORLD.published("a", 2, 0));

    List<ItemEntry> found = List.copyOf(index.snapshot(null, null, Filter.NONE, 40).items());
    String search = text(pages.search(index, "title", found, null));
    for (String html : List.of(page(index, 40, null, null), article(pages, index, "a"), search)) {
      List<String> modules = find(PRELOAD, html);
      assertThat(modules).containsAll(find(SCRIPT, html)).isNotEmpty();
      for (String url : modules) {
        byte[] module = assets.find(url.replaceFirst(".*/", "")).orElseThrow().content().copy();
        assertThat(modules)
            .containsAll(
                find(IMPORT, text(module)).stream()
                    .map(URI.create(url)::resolve)
                    .map(URI::toString)
                    .toList());
      }
    }
  }

  @Test
  void saysInTheReadersLanguageThatNoFeedHasBeenOpened() {
    assertThat(text(pages.empty(Locale.ENGLISH))).contains("No feed has been opened yet");
    assertThat(text(pages.empty(Locale.forLanguageTag("ar"))))
        .contains("<html lang=\"ar\" dir=\"rtl\"", "لم تُفتح أي تغطية بعد");
  }

  private String page(FeedIndex index, int limit, @Nullable String older, @Nullable String newest) {
    View whole = new View(Filter.NONE, null);
    Links links = new Links(whole, "/feeds/world", "/feeds/world/stream", older, null, newest);
    return text(
        pages.feed(
            index,
            index.snapshot(null, null, Filter.NONE, limit),
            links,
            Pages.links(List.of(index), index.feed())));
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
