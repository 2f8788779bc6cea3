package news.dateline.feedapi.page;

import static news.dateline.feedapi.page.PageFixture.feed;
import static news.dateline.feedapi.page.PageFixture.index;
import static news.dateline.feedapi.page.PageFixture.item;
import static news.dateline.feedapi.page.PageFixture.jsonLd;
import static news.dateline.feedapi.page.PageFixture.page;
import static news.dateline.feedapi.page.PageFixture.pages;
import static news.dateline.feedapi.page.PageFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LiveBlogTests {
  private final Pages pages = pages(PageFixture.PUBLIC_URL);

  @Test
  void showsWholePosts() {
    String html =
        page(
            pages,
            index(
                feed(2, "World", "en", Presentation.LIVE_BLOG),
                item("a", 3, 5, post("Pier opens", null))));

    assertThat(html)
        .contains("data-mode=\"live-blog\"")
        .containsSubsequence(
            "href=\"/feeds/world?item=a#item-a\"",
            "<time class=\"time\" datetime=\"2025-02-04T10:05:00Z\">12:05</time>",
            "Opinion",
            "href=\"/feeds/world?series=Harbour%20%26%20works\">Harbour &amp; works</a>",
            "Pier opens",
            "rel=\"author\" href=\"https://example.org/ann\">Ann Bee</a>",
            "<span>Cy Dee</span>",
            "A lead of Pier opens",
            "referrerpolicy=\"no-referrer\"",
            "alt=\"A pier\" width=\"1200\" height=\"800\"",
            "Photo: Jo Doe",
            "<p>The <em>body</em> of Pier opens</p>",
            "href=\"https://example.org/story\">Agency</a>",
            "class=\"share\" hidden");
  }

  @Test
  void aFeedsPageIsDescribedByTheFeedAndItsNewestPicture() {
    String html = page(pages, index(item("a", 3, 5, post("Pier opens", null))));

    assertThat(html)
        .contains(
            "name=\"description\" content=\"World: the latest news, as it happens.\"",
            "property=\"og:description\" content=\"World: the latest news, as it happens.\"",
            "property=\"og:title\" content=\"World\"",
            "property=\"og:url\" content=\"https://live.example.org/feeds/world\"",
            "property=\"og:image\" content=\"https://example.org/pier.jpg\"",
            "property=\"og:image:alt\" content=\"A pier\"");
  }

  @Test
  void headlinesHaveNoBodies() {
    String html = page(pages, index(item("a", 3, 5, post("Pier opens", null))));

    assertThat(html)
        .contains("A lead of Pier opens", "series=Harbour%20%26%20works")
        .doesNotContain("<em>body</em>", "pier.jpg\" alt", "class=\"permalink\"", "ld+json");
  }

  @Test
  void eachUpdateOfTheStructuredDataHasItsOwnHeadlineAndDates() {
    JsonNode blog =
        jsonLd(
            page(
                pages,
                index(
                    feed(2, "World", "en", Presentation.LIVE_BLOG),
                    item("a", 3, 5, post("</script><b>Pier", null)),
                    PageFixture.WORLD.updated("b", 5, 4, 9),
                    PageFixture.WORLD.retracted("c", 7, 6, 10))));

    assertThat(blog.get("@type").asString()).isEqualTo("LiveBlogPosting");
    assertThat(blog.get("url").asString()).isEqualTo("https://live.example.org/feeds/world");
    assertThat(blog.get("coverageStartTime").asString()).isEqualTo("2025-02-04T10:00:00Z");
    assertThat(blog.get("dateModified").asString()).isEqualTo("2025-02-04T10:19:00Z");
    assertThat(blog.has("coverageEndTime")).isFalse();
    JsonNode updates = blog.get("liveBlogUpdate");
    assertThat(updates).hasSize(2);
    assertThat(updates.get(0).get("headline").asString()).isEqualTo("Title of b v2");
    assertThat(updates.get(0).get("datePublished").asString()).isEqualTo("2025-02-04T10:09:00Z");
    assertThat(updates.get(0).get("dateModified").asString()).isEqualTo("2025-02-04T10:19:00Z");
    assertThat(updates.get(1).get("headline").asString()).isEqualTo("</script><b>Pier");
    assertThat(updates.get(1).get("author").get(0).get("name").asString()).isEqualTo("Ann Bee");
    assertThat(updates.get(1).get("url").asString())
        .isEqualTo("https://live.example.org/feeds/world/items/a");
  }

  @Test
  void theCoverageEndsWhenTheFeedIsClosed() {
    FeedIndex index =
        index(
            item("a", 2, 5, ItemContent.titled("Last")),
            FeedStateSamples.closed(feed(3, "World", "en", Presentation.LIVE_BLOG), 4));

    assertThat(jsonLd(page(pages, index)).get("coverageEndTime").asString())
        .isEqualTo("2025-02-04T10:05:00Z");
  }

  @Test
  void aPageThatOpensAtAPostDescribesAndMarksIt() {
    FeedIndex index =
        index(
            feed(2, "World", "en", Presentation.LIVE_BLOG),
            item("a", 3, 5, post("Pier opens", null)),
            PageFixture.WORLD.published("b", 4, 9));
    Links links = new Links(new View(Filter.NONE, null), "/feeds/world", "/x", null, null, null);

    String html =
        PageFixture.text(
            pages.feed(
                index,
                index.snapshotAt(index.item(new ItemId("a")).orElseThrow(), Filter.NONE, 40),
                links,
                List.of()));

    assertThat(html)
        .contains(
            "property=\"og:title\" content=\"Pier opens\"",
            "property=\"og:image\" content=\"https://example.org/pier.jpg\"",
            "rel=\"canonical\" href=\"https://live.example.org/feeds/world/items/a\"",
            "data-item=\"a\"",
            "class=\"item target\" id=\"item-a\"")
        .contains("<title>World</title>");
  }
}
