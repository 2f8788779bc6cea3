package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The preview of an item: what it shows, what it refuses, and that it writes nothing. */
class PreviewIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();

  @BeforeAll
  static void openFeeds() {
    open("preview", "{\"title\":\"Harbour\",\"timeZone\":\"Europe/Kyiv\"}");
    open(
        "preview-blog",
        "{\"title\":\"Порт\",\"language\":\"uk\",\"timeZone\":\"Europe/Kyiv\","
            + "\"presentation\":\"live-blog\"}");
  }

  private static void open(String feed, String settings) {
    assertThat(PRODUCER.send("PUT", "/feeds/" + feed, settings, "Prefer", "wait=10").status())
        .isIn(200, 201);
  }

  @Test
  void isTheArticleInTheLanguageAndTimeZoneOfTheFeed() {
    Document page =
        preview(
            "preview",
            """
            {"title":"Ferry & tug","lead":"All safe.","body":"<p style='color:red'>It was the <b>tide</b>.</p>",
             "tags":["harbour"],"section":"Ports","publishedAt":"2025-02-04T10:00:00Z"}
            """);

    Element article = page.expectFirst("#item");
    assertThat(page.expectFirst("html").attr("lang")).isEqualTo("en");
    assertThat(page.expectFirst("header").text()).isEqualTo("Harbour");
    assertThat(article.expectFirst("h1").text()).isEqualTo("Ferry & tug");
    assertThat(article.expectFirst(".published").text()).isEqualTo("4 February 2025, 12:00");
    assertThat(article.expectFirst(".body").html()).isEqualTo("<p>It was the <b>tide</b>.</p>");
    assertThat(article.select(".tags a").eachText()).containsExactly("harbour");
    assertThat(page.select("[data-mode]")).isEmpty();
  }

  @Test
  void isAlsoThePostWhereTheFeedIsALiveBlog() {
    Document page =
        preview("preview-blog", "{\"title\":\"Пором\",\"body\":\"<p>Був приплив.</p>\"}");

    assertThat(page.expectFirst("html").attr("lang")).isEqualTo("uk");
    assertThat(page.expectFirst("[data-mode=live-blog] .item .headline").text()).isEqualTo("Пором");
    assertThat(page.expectFirst("[data-mode=live-blog] .item .body").text())
        .isEqualTo("Був приплив.");
    assertThat(page.expectFirst("#item h1").text()).isEqualTo("Пором");
  }

  @Test
  void hasNoScriptAndTellsCachesToKeepNothing() {
    ApiResponse answer =
        send(
            "preview",
            """
            {"title":"<script>alert(1)</script>","lead":"<img src=x onerror=alert(2)>",
             "body":"<p onclick='alert(3)'>a<script>alert(4)</script><a href='javascript:alert(5)'>b</a></p>"}
            """);
    Document page = Jsoup.parse(answer.body());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; ")
        .endsWith("; sandbox")
        .doesNotContain("script-src");
    // a frame's srcdoc has no headers of its own
    assertThat(page.expectFirst("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
    assertThat(page.select("script, [onclick], [onerror], [href^=javascript]")).isEmpty();
    assertThat(page.expectFirst("#item h1").text()).isEqualTo("<script>alert(1)</script>");
    assertThat(page.expectFirst("#item .body").text()).isEqualTo("ab");
  }

  @Test
  void itsStyleSheetsAreTheReadersAndNeedNoSession() {
    Document page = preview("preview", "{\"title\":\"t\"}");

    List<String> styles = page.select("link[rel=stylesheet]").eachAttr("href");
    assertThat(styles).hasSize(2);
    for (String style : styles) {
      ApiResponse file = PRODUCER.sendBare("GET", style, "");
      assertThat(file.status()).as(style).isEqualTo(200);
      assertThat(file.header("Content-Type")).isEqualTo("text/css");
    }
  }

  @Test
  void nothingIsWrittenToAnyTopic() {
    Map<TopicPartition, Long> before = PRODUCER.offsets.settled();

    preview("preview", "{\"title\":\"t\",\"body\":\"<p>b</p>\"}");
    preview("preview-blog", "{\"id\":\"a\",\"title\":\"t\"}");
    send("preview", "{\"lead\":\"no title\"}");

    assertThat(PRODUCER.offsets.settled()).isEqualTo(before);
  }

  @Test
  void plannedBreakingNewsIsShownAsAnAlert() {
    Document page =
        preview("preview", "{\"title\":\"Bridge closed\",\"breaking\":{\"level\":\"major\"}}");

    assertThat(page.expectFirst(".alert[data-level=major] a").text()).isEqualTo("Bridge closed");
  }

  @Test
  void badInputIsRefusedByTheNameOfItsField() {
    refuses("{\"lead\":\"no title\"}", 422, "title");
    refuses("{\"title\":\"t\",\"link\":\"javascript:alert(1)\"}", 422, "link");
    refuses("{\"title\":\"t\",\"image\":{\"url\":\"x\"}}", 422, "image.url");
    refuses("{\"title\":\"t\",\"colour\":\"red\"}", 422, "colour");
    refuses("{\"title\":\"t\",\"breaking\":{\"level\":\"huge\"}}", 422, "breaking.level");
    refuses("{\"title\":\"t\",\"note\":\"" + "n".repeat(1_001) + "\"}", 422, "note");
    refuses("{\"title\":\"t\",\"id\":\"no id\"}", 422, "id");
    assertThat(send("preview", "[").text("reason")).isEqualTo("bad-json");
    assertThat(send("preview-none", "{\"title\":\"t\"}").text("reason")).isEqualTo("no-feed");
    assertThat(
            PRODUCER
                .send("POST", "/feeds/preview/preview?minor=maybe", "{\"title\":\"t\"}")
                .status())
        .isEqualTo(400);
  }

  private static void refuses(String item, int status, String field) {
    ApiResponse answer = send("preview", item);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("field")).isEqualTo(field);
  }

  private static Document preview(String feed, String item) {
    ApiResponse answer = send(feed, item);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static ApiResponse send(String feed, String item) {
    return PRODUCER.send("POST", "/feeds/" + feed + "/preview", item);
  }
}
