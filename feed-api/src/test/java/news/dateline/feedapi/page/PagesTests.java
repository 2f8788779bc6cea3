package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.PublicState;
import news.dateline.feedapi.Changes;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Feeds;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.page.FeedPage.Links;
import org.junit.jupiter.api.Test;

class PagesTests {
  private static final Changes WORLD = Changes.of("world", "aaaa");

  private final Pages pages = new Pages(new Texts(Texts.bundles()), new Assets());

  @Test
  void showsTheItemsUnderTheirDays() {
    FeedIndex index =
        index(
            WORLD.published("night", 2, -720),
            WORLD.updated("a", 4, 3, 105),
            WORLD.retracted("b", 6, 5, 50));

    String html =
        text(
            pages.feed(
                index,
                index.excerpt(null, null, Filter.NONE, 40),
                new Links("/feeds/world", "/feeds/world?before=x", null),
                List.of(index)));

    assertThat(html)
        .containsSubsequence(
            "<html lang=\"en\">",
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
        .contains("/assets/page.css?v=")
        .doesNotContain("Title of b");
  }

  @Test
  void speaksTheFeedsLanguage() {
    FeedIndex index = index(WORLD.inLanguage(2, "uk"), WORLD.published("a", 3, 0));

    String html =
        text(
            pages.feed(
                index,
                index.excerpt(null, null, Filter.NONE, 40),
                new Links("/", null, null),
                List.of(index)));

    assertThat(html)
        .contains("<html lang=\"uk\">", "вівторок, 4 лютого 2025", "Ексклюзив")
        .doesNotContain("More news");
  }

  @Test
  void escapesWhatEditorsWrite() {
    FeedIndex index = index(WORLD.revised(2, "<b>News</b> & \"more\""));

    String html =
        text(
            pages.feed(
                index,
                index.excerpt(null, null, Filter.NONE, 40),
                new Links("/", null, null),
                List.of(index)));

    assertThat(html)
        .contains("&lt;b&gt;News&lt;/b&gt; &amp; &quot;more&quot;")
        .doesNotContain("<b>");
  }

  @Test
  void showsOneItem() {
    FeedIndex index = index(WORLD.published("a", 2, 0), WORLD.retracted("b", 4, 3, 0));

    assertThat(text(pages.item(found(index, "a"))))
        .contains("Title of a v1", "Tuesday, 4 February 2025, 12:00", "href=\"/feeds/world\"");
    assertThat(text(pages.item(found(index, "b")))).contains("wrong").doesNotContain("Title of b");
  }

  @Test
  void tellsErrorsInTheReadersLanguage() {
    assertThat(text(pages.error(404, "Not Found", "there is no feed x", List.of())))
        .contains("<html lang=\"en\">", "There is nothing here");
    assertThat(text(pages.error(404, "Not Found", "", List.of(Locale.forLanguageTag("uk-UA")))))
        .contains("<html lang=\"uk-UA\">", "Тут нічого немає");
    assertThat(text(pages.error(405, "Method Not Allowed", "method not allowed", List.of())))
        .contains("Method Not Allowed");
  }

  @Test
  void saysThatThereIsNoFeed() {
    assertThat(text(pages.empty())).contains("No feed has been opened yet");
  }

  private static FeedLookup.Found found(FeedIndex index, String id) {
    return new FeedLookup.Found(index, index.item(new ItemId(id)).orElseThrow());
  }

  private static FeedIndex index(PublicState... changes) {
    Feeds feeds = new Feeds();
    feeds.apply(WORLD.opened(1));
    for (PublicState change : changes) {
      feeds.apply(change);
    }
    feeds.publish();
    return feeds.find(new FeedId("world")).orElseThrow();
  }

  private static String text(byte[] html) {
    return new String(html, UTF_8);
  }
}
