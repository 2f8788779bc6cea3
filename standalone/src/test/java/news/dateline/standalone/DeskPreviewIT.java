package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The desk's preview of an item: it is what readers see, and it comes and goes by keyboard. */
class DeskPreviewIT extends BrowserFixture {
  private static final String PREVIEW = Keys.chord(Keys.ALT, "p");

  private static final String ITEM =
      """
      {"id":"ferry","title":"Ferry & tug <afloat>","kicker":{"text":"Ferry aground","link":"https://example.org/series"},
       "label":"exclusive","lead":"All ten are safe.\\nThe tide did it.",
       "body":"<h2>Tide</h2><p onclick='x()'>It was the <b>tide</b>, says <a href='https://example.org/'>the port</a>.</p><ul><li>One</li></ul><script>y()</script>",
       "link":"https://example.org/story","source":"Port Authority","section":"Ports","tags":["ferry","night & day"],
       "image":{"url":"https://img.example/ferry.jpg","alt":"A ferry","credit":"Jo Doe","width":1200,"height":800},
       "authors":[{"name":"Ann Bee","url":"https://example.org/ann"},{"name":"Cy Dee"}],
       "publishedAt":"2025-02-04T20:15:30Z","keyEvent":true%s}
      """;

  private Screen desk;

  @BeforeEach
  void open() {
    desk = Screen.of(browser);
  }

  @Test
  void thePreviewIsTheArticleThatReadersSeeAfterThePublication() throws Exception {
    for (String language : List.of("en", "uk", "ar")) {
      String feed = "preview-" + language;
      news.open(feed, "\"language\":\"" + language + "\"");
      String item = ITEM.formatted("");

      String before = news.snapshot(feed, "");
      Document preview = preview(feed, item);
      assertThat(news.snapshot(feed, "")).isEqualTo(before);
      news.publishItem(feed, item);
      Document page = await().until(() -> page(feed + "/items/ferry"), DeskPreviewIT::hasItem);

      assertThat(article(preview)).isEqualTo(article(page)).contains("says <a href");
      assertThat(preview.expectFirst("html").attributes())
          .isEqualTo(page.expectFirst("html").attributes());
      assertThat(preview.expectFirst("header").outerHtml())
          .isEqualTo(page.expectFirst("header").outerHtml());
    }
  }

  @Test
  void thePreviewOfARevisionIsWhatReadersSeeOfIt() throws Exception {
    news.open("preview-revised");
    news.publishItem("preview-revised", ITEM.formatted(""));
    String revised = ITEM.formatted(",\"language\":\"de\"");
    String correction = "{\"note\":\"It was Monday.\",\"item\":" + revised + "}";
    await().until(() -> hasItem(page("preview-revised/items/ferry")));

    Document preview =
        preview(
            "preview-revised", ITEM.formatted(",\"language\":\"de\",\"note\":\"It was Monday.\""));
    news.edit("POST", "/feeds/preview-revised/items/ferry/corrections", correction);
    Document page =
        await()
            .until(
                () -> page("preview-revised/items/ferry"),
                shown -> !shown.select("#item .corrections").isEmpty());

    // the minute of the correction may have changed meanwhile
    for (Document each : List.of(preview, page)) {
      each.select("#item .corrections time, #item .updated")
          .forEach(time -> time.empty().removeAttr("datetime"));
    }
    assertThat(article(preview)).isEqualTo(article(page)).contains("It was Monday.");
  }

  @Test
  void thePreviewOfALiveBlogIsAlsoThePost() throws Exception {
    news.open("preview-blog", "\"language\":\"uk\",\"presentation\":\"live-blog\"");
    Document preview = preview("preview-blog", ITEM.formatted(""));
    news.publishItem("preview-blog", ITEM.formatted(""));
    Document page =
        await()
            .until(() -> page("preview-blog"), shown -> shown.getElementById("item-ferry") != null);

    assertThat(preview.expectFirst("[data-mode=live-blog] .item").html())
        .isEqualTo(page.expectFirst("#item-ferry").html());
  }

  private static String article(Document page) {
    return page.expectFirst("#item").html();
  }

  private static boolean hasItem(Document page) {
    return page.getElementById("item") != null;
  }

  private static Document preview(String feed, String item) throws Exception {
    HttpResponse<String> answer = news.attempt("POST", "/feeds/" + feed + "/preview", item);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Jsoup.parse(answer.body());
  }

  private static Document page(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(dateline.page() + "/feeds/" + path))
            .header("Accept", "text/html")
            .build();
    return Jsoup.parse(news.http().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void altPShowsTheFormAsReadersWillSeeItAndClosingReturnsTheFocus() throws Exception {
    signIn("preview-keys");
    String before = news.snapshot("preview-keys", "");
    desk.field("title").sendKeys("Ferry afloat");
    desk.field("lead").sendKeys("All safe.", PREVIEW);
    awaitPreview();

    WebElement frame = frame();
    assertThat(frame.getDomAttribute("sandbox")).isEmpty();
    assertThat(focused()).isEqualTo("Back to the form");
    browser.switchTo().frame(frame);
    assertThat(find("#item h1").getText()).isEqualTo("Ferry afloat");
    assertThat(find("#item h1").getCssValue("font-family")).startsWith("\"Source Serif 4\"");
    assertThat(find("#item .lead").getText()).isEqualTo("All safe.");
    desk.here().switchTo().defaultContent();

    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    await().atMost(SOON).until(() -> !isOpen());
    assertThat(browser.switchTo().activeElement()).isEqualTo(desk.field("lead"));
    assertThat(browser.findElements(By.cssSelector("#preview-dialog iframe"))).isEmpty();
    assertThat(desk.field("lead").getDomProperty("value")).isEqualTo("All safe.");

    desk.find("#preview").sendKeys(Keys.ENTER);
    awaitPreview();
    desk.find("#preview-dialog [value=narrow]").sendKeys(Keys.SPACE);
    assertThat(frame().getSize().getWidth()).isEqualTo(384);
    desk.find("#preview-dialog button").sendKeys(Keys.ENTER);
    await().atMost(SOON).until(() -> !isOpen());
    assertThat(focused()).isEqualTo("Preview");
    assertThat(news.snapshot("preview-keys", "")).isEqualTo(before);
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndNothingTypedIsLost() throws Exception {
    signIn("preview-wrong");
    desk.field("lead").sendKeys("All safe.", PREVIEW);

    desk.awaitShown("#preview-result", "title");
    assertThat(desk.field("title").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.switchTo().activeElement()).isEqualTo(desk.field("title"));
    assertThat(isOpen()).isFalse();

    desk.field("title").sendKeys("Ferry", PREVIEW);
    awaitPreview();
    assertThat(desk.field("title").getDomAttribute("aria-invalid")).isNull();
    assertThat(desk.shown("#preview-result")).isEmpty();
    browser.navigate().refresh();
    desk.awaitValue("title", "Ferry");
    desk.awaitValue("lead", "All safe.");
  }

  @Test
  void anItemThatIsRetractedMeanwhileLeavesThePreview() throws Exception {
    signIn("preview-gone");
    news.publish("preview-gone", "a", "Wrong bridge");
    desk.act("Update", "Wrong bridge");
    desk.awaitValue("title", "Wrong bridge");
    desk.field("lead").sendKeys("More of it.", PREVIEW);
    awaitPreview();

    news.retract("preview-gone", "a", "It did not happen.");

    await().atMost(SOON).until(() -> !isOpen());
    assertThat(browser.findElements(By.cssSelector("#preview-dialog iframe"))).isEmpty();
  }

  private void signIn(String feed) throws Exception {
    news.open(feed);
    news.snapshot(feed, "");
    desk.signIn(dateline.desk(), news.token());
    desk.openFeed(feed);
  }

  private void awaitPreview() {
    await().atMost(SOON).until(this::isOpen);
  }

  private boolean isOpen() {
    return desk.find("#preview-dialog").isDisplayed();
  }

  private WebElement frame() {
    return desk.find("#preview-dialog iframe");
  }

  private static String focused() {
    return browser.switchTo().activeElement().getText();
  }
}
