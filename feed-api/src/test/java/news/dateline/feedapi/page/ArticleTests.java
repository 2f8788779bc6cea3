package news.dateline.feedapi.page;

import static news.dateline.feedapi.page.PageFixture.WORLD;
import static news.dateline.feedapi.page.PageFixture.article;
import static news.dateline.feedapi.page.PageFixture.index;
import static news.dateline.feedapi.page.PageFixture.item;
import static news.dateline.feedapi.page.PageFixture.jsonLd;
import static news.dateline.feedapi.page.PageFixture.pages;
import static news.dateline.feedapi.page.PageFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ArticleTests {
  private final Pages pages = pages(PageFixture.PUBLIC_URL);

  @Test
  void showsThePartsOfAnArticle() {
    assertThat(article(pages, three(), "a"))
        .containsSubsequence(
            "href=\"/feeds/world?section=Ports\">Ports</a>",
            "href=\"/feeds/world?series=Harbour%20%26%20works\"",
            "<h1>Pier opens</h1>",
            "4 February 2025, 12:05",
            "A lead of Pier opens",
            "referrerpolicy=\"no-referrer\"",
            "alt=\"A pier\"",
            "Photo: Jo Doe",
            "The <em>body</em> of Pier opens",
            "href=\"https://example.org/story\">Agency</a>",
            "Ann Bee",
            "href=\"/feeds/world?tag=port\">port</a>",
            "href=\"/feeds/world?tag=city%20%26%20sea\">city &amp; sea</a>");
  }

  @Test
  void namesRelatedItemsAndTheNewestItemsBesideTheArticle() {
    String html = article(pages, three(), "a");

    assertThat(html)
        .containsSubsequence(
            "Read also",
            "href=\"/feeds/world/items/b\">Ferry delayed</a>",
            "id=\"news\"",
            ">12:06</time>",
            "Ferry delayed",
            "Pier opens",
            ">3 February 11:00</time>",
            "Fog");
    String related = html.substring(html.indexOf("id=\"read-also\""), html.indexOf("id=\"news\""));
    assertThat(related).doesNotContain("Fog", "items/a\"");
  }

  private static FeedIndex three() {
    return index(
        item("a", 2, 5, post("Pier opens", null, "port", "city & sea")),
        item("b", 3, 6, post("Ferry delayed", null, "port")),
        item("c", 4, -1500, post("Fog", null, "weather")));
  }

  @Test
  void anItemWithoutTagsHasNothingToReadAlso() {
    assertThat(article(pages, index(WORLD.published("a", 2, 0)), "a"))
        .doesNotContain("id=\"read-also\"");
  }

  @Test
  void describesTheArticleToSearchEnginesAndLinkPreviews() {
    PublicItem published = item("a", 2, 5, post("Pier opens", null, "port"));
    FeedIndex index =
        index(
            FeedStateSamples.corrected(
                published, 3, Instant.parse("2025-02-04T11:05:00Z"), "Wrong pier"));

    String html = article(pages, index, "a");

    assertThat(html)
        .contains(
            "<title>Pier opens · World</title>",
            "name=\"description\" content=\"A lead of Pier opens\"",
            "rel=\"canonical\" href=\"https://live.example.org/feeds/world/items/a\"",
            "property=\"og:type\" content=\"article\"",
            "property=\"og:url\" content=\"https://live.example.org/feeds/world/items/a\"",
            "property=\"og:image:alt\" content=\"A pier\"",
            "property=\"article:published_time\" content=\"2025-02-04T10:05:00Z\"");
    JsonNode data = jsonLd(html);
    assertThat(data.get("@type").asString()).isEqualTo("OpinionNewsArticle");
    assertThat(data.get("headline").asString()).isEqualTo("Pier opens");
    assertThat(data.get("dateModified").asString()).isEqualTo("2025-02-04T11:05:00Z");
    assertThat(data.get("correction").get(0).get("text").asString()).isEqualTo("Wrong pier");
    assertThat(data.get("image").get("url").asString()).isEqualTo("https://example.org/pier.jpg");
  }

  @Test
  void nothingOfARetractedItemIsLeft() {
    PublicItem published = item("a", 2, 5, post("Pier opens", null, "port"));
    FeedIndex index = index(published, FeedStateSamples.retracted(published, 3, "Not true"));

    String html = article(pages, index, "a");

    assertThat(html)
        .contains("This item has been retracted.", "Not true", "<title>Retracted · World</title>")
        .doesNotContain("Pier", "pier.jpg", "ld+json", "og:", "Ann Bee");
  }
}
