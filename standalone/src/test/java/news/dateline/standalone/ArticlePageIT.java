package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The open page of an item. */
class ArticlePageIT extends BrowserFixture {
  @Test
  void anOpenArticleShowsItsNewVersionAndSaysSo() throws Exception {
    news.open("updated");
    publish("updated", "\"title\":\"Pier opens\",\"body\":\"<p>At <b>noon</b>.</p>\"");
    open("/feeds/updated/items/a");
    awaitState("live");
    assertThat(find("#changed").isDisplayed()).isFalse();

    update(
        "updated",
        "\"title\":\"Pier opens late\",\"lead\":\"A day late.\",\"body\":\"<p>At <b>one</b>.</p>\","
            + "\"section\":\"City\",\"tags\":[\"ports\"],\"authors\":[{\"name\":\"Ada Holm\"}]");

    awaitText("item", "Pier opens late");
    assertThat(shownIn("item")).contains("A day late.", "At one.", "City", "ports", "Ada Holm");
    assertThat(shownIn("changed")).contains("updated");
    assertThat(browser.getTitle()).isEqualTo("Pier opens late · World");
    assertSameDocument();
    String shown = shownIn("item");
    browser.navigate().refresh();
    assertThat(shownIn("item")).isEqualTo(shown);
  }

  @Test
  void aCorrectionIsAddedToTheArticle() throws Exception {
    news.open("mended");
    publish("mended", "\"title\":\"Pier opens\",\"lead\":\"On Monday.\"");
    open("/feeds/mended/items/a");
    awaitState("live");
    browser.executeScript("getSelection().selectAllChildren(document.querySelector('#item h1'))");

    news.edit(
        "POST",
        "/feeds/mended/items/a/corrections",
        "{\"note\":\"It was Tuesday\",\"item\":{\"title\":\"Pier opens\",\"lead\":\"On Tuesday.\"}}");

    awaitText("item", "It was Tuesday");
    assertThat(shownIn("item")).contains("On Tuesday.");
    assertThat(browser.executeScript("return String(getSelection())")).isEqualTo("Pier opens");
    String shown = shownIn("item");
    browser.navigate().refresh();
    assertThat(shownIn("item")).isEqualTo(shown);
  }

  @Test
  void theNewsBesideTheArticleIsLive() throws Exception {
    news.open("beside");
    publish("beside", "\"title\":\"Pier opens\",\"tags\":[\"ports\"]");
    news.publishItem("beside", "{\"id\":\"b\",\"title\":\"Ports open\",\"tags\":[\"ports\"]}");
    open("/feeds/beside/items/a");
    awaitState("live");
    assertThat(shownIn("read-also")).contains("Ports open");

    news.publish("beside", "c", "Ferry sails");
    awaitText("news", "Ferry sails");
    assertThat(shownIn("news")).containsSubsequence("Ferry sails", "Ports open", "Pier opens");
    news.update("beside", "b", "Ports close");
    awaitText("read-also", "Ports close");
    news.retract("beside", "b", "They did not");

    await().atMost(SOON).until(() -> !textOf("news").contains("Ports"));
    assertThat(browser.findElements(By.cssSelector("[data-id=b]"))).isEmpty();
    String shown = shownIn("news");
    browser.navigate().refresh();
    assertThat(shownIn("news")).isEqualTo(shown);
  }

  @Test
  void breakingNewsIsSeenOnAnArticlesPage() throws Exception {
    news.open("alerted");
    publish("alerted", "\"title\":\"Pier opens\"");
    open("/feeds/alerted/items/a");
    awaitState("live");

    news.publish("alerted", "b", "Bridge falls");
    news.edit("PUT", "/feeds/alerted/items/b/breaking", "{\"level\":\"major\"}");

    await().atMost(SOON).until(() -> shownIn("alerts").contains("Bridge falls"));
  }

  private static void publish(String feed, String fields) throws Exception {
    news.publishItem(feed, "{\"id\":\"a\"," + fields + "}");
  }

  private static void update(String feed, String fields) throws Exception {
    news.edit("PUT", "/feeds/" + feed + "/items/a", "{" + fields + "}");
  }
}
