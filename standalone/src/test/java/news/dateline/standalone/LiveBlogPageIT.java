package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** The page of a feed in live-blog mode: whole posts, and what changes in them. */
class LiveBlogPageIT extends BrowserFixture {
  private static final String POST =
      """
      {"id":"pier","title":"The pier opens","lead":"At noon.","body":"<p>The mayor cut <b>the ribbon</b>.</p>",
       "authors":[{"name":"Ada Holm"},{"name":"Bo Lind","url":"https://example.com/bo"}],
       "image":{"url":"https://example.com/pier.jpg","alt":"The pier at noon","credit":"Ada Holm","width":4,"height":3},
       "keyEvent":true}
      """;

  @Test
  void aPostAppearsWithItsBodyImageAndAuthors() throws Exception {
    openLiveBlog("posts");
    openLive("/feeds/posts");

    news.publishItem("posts", POST);
    awaitHeadlines("The pier opens");

    assertThat(find("#item-pier .body b").getText()).isEqualTo("the ribbon");
    assertThat(find("#item-pier .authors").getText()).contains("Ada Holm", "Bo Lind");
    assertThat(find("#item-pier img").getDomAttribute("alt")).isEqualTo("The pier at noon");
    assertThat(find("#item-pier img").getDomProperty("referrerPolicy")).isEqualTo("no-referrer");
    assertThat(find("#item-pier .permalink").getDomAttribute("href"))
        .isEqualTo("/feeds/posts?item=pier#item-pier");
    assertThat(shownIn("key-events")).contains("The pier opens");
    assertSameDocument();
    String shown = shownIn("days");
    browser.navigate().refresh();
    assertThat(shownIn("days")).isEqualTo(shown);
  }

  @Test
  void textThatDoesNotChangeKeepsTheSelectionWhenAPostIsCorrected() throws Exception {
    openLiveBlog("selected");
    news.publishItem("selected", POST);
    openLive("/feeds/selected");
    awaitSeen("item-pier");
    browser.executeScript(
        "getSelection().selectAllChildren(document.querySelector('#item-pier .body b'))");

    news.edit(
        "POST",
        "/feeds/selected/items/pier/corrections",
        POST.replace("{\"id\":\"pier\",", "{\"note\":\"It was at one\",\"item\":{")
            .replace("At noon.", "At one.")
            .replace("\"keyEvent\":true}", "\"keyEvent\":true}}"));
    awaitText("item-pier", "It was at one");

    assertThat(shownIn("item-pier")).contains("At one.", "You read the earlier version");
    assertThat(browser.executeScript("return String(getSelection())")).isEqualTo("the ribbon");
  }

  @Test
  void aCorrectionBeforeThePageWasOpenedDoesNotClaimThatTheReaderSawTheEarlierVersion()
      throws Exception {
    openLiveBlog("reopened");
    news.publishItem("reopened", POST);
    openLive("/feeds/reopened");
    awaitSeen("item-pier");
    correct("reopened", "It was at one");
    awaitText("item-pier", "You read the earlier version");

    browser.navigate().refresh();

    assertThat(shownIn("item-pier")).contains("It was at one");
    assertThat(shownIn("item-pier")).doesNotContain("earlier version");
  }

  @Test
  void onlyThePolicyForBodiesMakesHtml() throws Exception {
    openLiveBlog("trusted");
    openLive("/feeds/trusted");

    assertThat(attempt("document.body.insertAdjacentHTML('beforeend', '<p>')"))
        .contains("TrustedHTML");
    assertThat(attempt("trustedTypes.createPolicy('another', {})")).contains("disallowed");
    news.publishItem("trusted", POST);
    awaitHeadlines("The pier opens");
    assertThat(find("#item-pier .body b").getText()).isEqualTo("the ribbon");
  }

  @Test
  void bodiesAppearInABrowserWithoutTrustedTypes() throws Exception {
    openLiveBlog("untyped");
    beforeScripts("delete window.trustedTypes");
    open("/feeds/untyped");
    assertThat(browser.executeScript("return typeof trustedTypes")).isEqualTo("undefined");
    awaitState("live");
  }

  @Test
  void aRetractedPostLeavesNothingOfItsStory() throws Exception {
    openLiveBlog("withdrawn");
    news.publishItem("withdrawn", POST);
    openLive("/feeds/withdrawn");

    news.retract("withdrawn", "pier", "It did not open");

    awaitText("item-pier", "It did not open");
    assertThat(String.valueOf(browser.executeScript("return document.documentElement.outerHTML")))
        .doesNotContain("ribbon", "Ada Holm", "The pier opens");
  }

  @Test
  void sharingCopiesThePermalinkWhereTheSystemHasNoDialog() throws Exception {
    openLiveBlog("shared");
    news.publishItem("shared", POST);
    beforeScripts(
        "delete Navigator.prototype.share; Object.defineProperty(navigator, 'clipboard',"
            + " { value: { writeText: async text => { window.copied = text; } } })");
    openLive("/feeds/shared");

    await().atMost(SOON).until(() -> find("#item-pier .share").isDisplayed());
    find("#item-pier .share").click();

    awaitText("announcement", "Link copied");
    assertThat(browser.executeScript("return window.copied"))
        .isEqualTo(dateline.page() + "/feeds/shared?item=pier#item-pier");
  }

  @Test
  void sharingHandsThePermalinkToTheSystemsDialog() throws Exception {
    openLiveBlog("dialog");
    news.publishItem("dialog", POST);
    beforeScripts("navigator.share = async data => { window.handed = JSON.stringify(data); };");
    openLive("/feeds/dialog");

    find("#item-pier .share").click();

    await().atMost(SOON).until(() -> browser.executeScript("return window.handed") != null);
    assertThat(browser.executeScript("return window.handed"))
        .isEqualTo("{\"url\":\"" + dateline.page() + "/feeds/dialog?item=pier#item-pier\"}");
  }

  private static void openLiveBlog(String feed) throws Exception {
    news.open(feed, "\"presentation\":\"live-blog\"");
  }

  private static void correct(String feed, String note) throws Exception {
    String correction = "{\"note\":\"%s\",\"item\":{\"title\":\"The pier opens\"}}";
    news.edit("POST", "/feeds/" + feed + "/items/pier/corrections", correction.formatted(note));
  }

  /** Runs a script and returns the message of what it throws. */
  private static String attempt(String script) {
    return String.valueOf(
        browser.executeScript(
            "try { " + script + "; return ''; } catch (error) { return error.message; }"));
  }
}
