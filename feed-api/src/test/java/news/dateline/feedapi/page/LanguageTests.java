package news.dateline.feedapi.page;

import static news.dateline.feedapi.page.PageFixture.article;
import static news.dateline.feedapi.page.PageFixture.feed;
import static news.dateline.feedapi.page.PageFixture.index;
import static news.dateline.feedapi.page.PageFixture.item;
import static news.dateline.feedapi.page.PageFixture.page;
import static news.dateline.feedapi.page.PageFixture.pages;
import static news.dateline.feedapi.page.PageFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import org.junit.jupiter.api.Test;

class LanguageTests {
  private final Pages pages = pages("");

  @Test
  void aFeedInARightToLeftLanguageHasAPageOfThatDirection() {
    String html = page(pages, index(feed(2, "العالم", "ar", Presentation.HEADLINES), ar("a", 3)));

    assertThat(html)
        .contains(
            "<html lang=\"ar\" dir=\"rtl\">",
            "<title>العالم</title>",
            ">الثلاثاء، 4 فبراير 2025</time>",
            "<div class=\"text\">")
        .contains("data-text-new-few=", "data-language=\"ar\"");
  }

  @Test
  void eachTextOfAnotherLanguageNamesItAndItsDirection() {
    PublicItem item = ar("a", 2);
    FeedIndex index =
        index(
            FeedStateSamples.breaking(
                FeedStateSamples.pinned(item, 3),
                4,
                Breaking.Level.MAJOR,
                Instant.parse("2025-02-04T22:00:00Z")));
    String marked = "lang=\"ar\" dir=\"rtl\"";

    String html = page(pages, index);

    assertThat(html.split(marked, -1)).as("alert, pinned item and row").hasSize(4);
    assertThat(html)
        .contains("<html lang=\"en\" dir=\"ltr\">", "<div class=\"text\" " + marked + ">")
        .containsPattern("href=\"/feeds/world/items/a\" " + marked + ">الرصيف");
    assertThat(article(pages, index, "a")).contains("<title " + marked + ">الرصيف · World</title>");
  }

  @Test
  void aFeedWhoseLanguageHasNoTextsIsMarkedOnAnEnglishPage() {
    FeedIndex index =
        index(
            feed(2, "חדשות", "he", Presentation.HEADLINES), PageFixture.WORLD.published("a", 3, 0));
    String marked = "lang=\"he\" dir=\"rtl\"";

    assertThat(page(pages, index))
        .contains(
            "<html lang=\"en\" dir=\"ltr\">",
            "<title " + marked + ">חדשות</title>",
            "<h1 id=\"title\" tabindex=\"-1\" " + marked + ">חדשות</h1>",
            "<div class=\"text\" " + marked + ">");
  }

  @Test
  void linksToFeedsAreInTheFeedsLanguages() {
    FeedIndex arabic = index(feed(2, "العالم", "ar", Presentation.HEADLINES));

    assertThat(Pages.links(List.of(arabic), arabic.feed()))
        .containsExactly(new Pages.FeedLink("العالم", "ar", "rtl", "/feeds/world", true));
  }

  private static PublicItem ar(String id, long seq) {
    return item(id, seq, 5, post("الرصيف", "ar"));
  }
}
