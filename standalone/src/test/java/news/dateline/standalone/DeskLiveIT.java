package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.dateline.events.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** The desk in a real browser: the feed as it is, while others work on it. */
class DeskLiveIT extends BrowserFixture {
  private static final String PUBLISH = Keys.chord(Keys.CONTROL, Keys.ENTER);
  private static final String PUBLISH_AS_BREAKING =
      Keys.chord(Keys.CONTROL, Keys.SHIFT, Keys.ENTER);

  /** A body with all that one may have. */
  private static final String WHOLE_BODY =
      "<h2>One</h2><p lang='uk' dir='ltr'>a <strong>b</strong> <em>c</em> <s>d</s> <u>e</u> <code>f</code>"
          + " x<sub>1</sub> y<sup>2</sup> <q cite='https://e.example/'>g</q> <del cite='https://e.example/'>h</del>"
          + " <ins>i</ins> <a href='mailto:a@b.example'>m</a> <a href='https://e.example/'>l</a></p>"
          + "<ol start='3' reversed><li value='7'>n</li></ol><ul><li>o</li></ul>"
          + "<blockquote cite='https://e.example/'><p>p</p></blockquote><h3>q</h3><h4>r</h4><hr>"
          + "<dl><dt>s</dt><dd>t</dd></dl><pre>u\n v</pre>"
          + "<table><caption>w</caption><thead><tr><th scope='col' colspan='2'>x</th></tr></thead>"
          + "<tbody><tr><td rowspan='2'>y</td><td>z</td></tr></tbody></table>";

  @BeforeEach
  void signIn() {
    browser.get(dateline.desk());
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    find("#sign-in [name=token]").sendKeys(news.token() + Keys.ENTER);
    await().atMost(SOON).until(() -> find("#desk").isDisplayed());
  }

  @Test
  void whatAnotherEditorDoesIsOnTheDeskAtOnce() throws Exception {
    openFeed("desk-others", "\"language\":\"en\"");

    news.publish("desk-others", "a", "Ferry aground");
    awaitText("published", "Ferry aground");
    news.update("desk-others", "a", "Ferry afloat");
    awaitText("published", "Ferry afloat");
    news.retract("desk-others", "a", "Wrong ferry");

    await().atMost(SOON).until(() -> !String.valueOf(browser.getPageSource()).contains("Ferry a"));
    assertThat(shownIn("published")).contains("retracted");
    assertThat(find("#published button").getText()).isEqualTo("Restore");
  }

  @Test
  void aHeldItemCountsDownAndMovesToThePublicOnesWhenItIsReleased() throws Exception {
    openFeed("desk-count", "\"language\":\"en\"");
    String until = Instant.now().plusSeconds(12).toString();

    news.publishItem(
        "desk-count", "{\"id\":\"a\",\"title\":\"Verdict\",\"embargoedUntil\":\"" + until + "\"}");

    await().atMost(SOON).until(() -> shownIn("held").matches("(?s).*Verdict.* in \\d+ s.*"));
    awaitText("published", "Verdict");
    assertThat(textOf("held")).isEmpty();
    awaitText("result", "“Verdict” is released");
  }

  @Test
  void anItemIsStoppedWithinItsSecondsAndItsTextReturnsToTheForm() throws Exception {
    openFeed("desk-stop", "\"holdFor\":30");
    field("title").sendKeys("Too early");
    field("lead").sendKeys("Half a lead", PUBLISH);
    await().atMost(SOON).until(() -> shownIn("result").matches("(?s).*is public in \\d+ s.*"));
    awaitText("held", "Too early");
    assertThat(value("title")).isEmpty();

    find("#result button").click();

    awaitText("result", "Stopped: no reader has seen it");
    assertThat(value("title")).isEqualTo("Too early");
    assertThat(value("lead")).isEqualTo("Half a lead");
    await().atMost(SOON).until(() -> textOf("held").isEmpty());
    assertThat(news.snapshot("desk-stop", "")).doesNotContain("Too early");
    field("title").sendKeys(", complete now", PUBLISH);
    awaitText("held", "Too early, complete now");
  }

  @Test
  void aBreakingItemTakesTwoKeysBesideItsTextAndOneChange() throws Exception {
    openFeed("desk-breaking", "\"language\":\"en\"");

    field("title").sendKeys("Bridge closed", PUBLISH_AS_BREAKING);
    await().atMost(SOON).until(() -> find("#publish-breaking-dialog").isDisplayed());
    browser.switchTo().activeElement().sendKeys(PUBLISH);

    awaitText("result", "Published: number 2 of the feed");
    awaitText("published", "breaking (major)");
    assertThat(news.snapshot("desk-breaking", ""))
        .contains("\"breaking\":{\"level\":\"major\"", "\"seq\":2");
  }

  @Test
  void theListIsFilteredByStateAndWords() throws Exception {
    openFeed("desk-filter", "\"language\":\"en\"");
    news.publish("desk-filter", "a", "Ferry aground");
    news.publish("desk-filter", "b", "Café opens");
    news.retract("desk-filter", "a", "Wrong");
    awaitText("published", "Item a");

    find("#find-form [name=item]").sendKeys("cafe open");
    await().atMost(SOON).until(() -> !shownIn("published").contains("Item a"));
    assertThat(shownIn("published")).contains("Café opens");
    find("#find-form [name=item]").clear();
    find("#find-form [value=retracted]").click();
    await().atMost(SOON).until(() -> !shownIn("published").contains("Café"));
    assertThat(shownIn("published")).contains("Item a");
  }

  @Test
  void whatIsPastedIntoTheBodyIsCleanedAndPublished() throws Exception {
    openFeed("desk-body", "\"language\":\"en\"");
    field("title").sendKeys("With a body");
    find("#body").click();
    browser.executeScript(
        """
        const data = new DataTransfer();
        data.setData('text/html', arguments[0]);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        """,
        "<style>p{color:red}</style><b style='font-weight:normal'><p class=MsoNormal onclick='x()'>"
            + "One <span style='font-weight:700'>bold</span> word"
            + "<img src=x onerror='window.hacked=1'></p></b>"
            + "<p><a href='javascript:alert(1)'>bad</a> <a href='https://example.org/'>good</a></p>");
    assertThat(value("body"))
        .isEqualTo(
            "<p>One <strong>bold</strong> word</p><p>bad <a href=\"https://example.org/\">good</a></p>");
    field("title").sendKeys(PUBLISH);

    awaitText("result", "Published: number 2");
    assertThat(news.snapshot("desk-body", "")).contains("<p>One <strong>bold</strong> word</p>");
    assertThat(browser.executeScript("return window.hacked")).isNull();
    assertThat(find("#body").getText()).isEmpty();
  }

  @Test
  void theBodyEditorKeepsAllThatABodyMayHave() throws Exception {
    openFeed("desk-kept", "\"language\":\"en\"");
    news.publishItem(
        "desk-kept",
        "{\"id\":\"a\",\"title\":\"t\",\"body\":\"" + WHOLE_BODY.replace("\n", "\\n") + "\"}");
    awaitText("published", "version 1");
    JsonNode snapshot = Json.mapper().readTree(news.snapshot("desk-kept", ""));
    String body = snapshot.findValuesAsString("body").get(0);
    String same =
        """
        const [html, done] = arguments;
        import('/desk/body-editor.js').then(({ cleanHtml }) => {
          const expected = new DOMParser().parseFromString(html, 'text/html').body;
          const found = new DOMParser().parseFromString(cleanHtml(html), 'text/html').body;
          // the service writes rel into every link by itself
          const plain = (node) => node.innerHTML.replace(/ rel="[^"]*"/g, '').replace(/>\\s+</g, '><').trim();
          done([plain(found), plain(expected)]);
        });
        """;
    List<?> both = (List<?>) Objects.requireNonNull(browser.executeAsyncScript(same, body));

    assertThat(body).contains("mailto:", "value=\"7\"", "<caption>");
    assertThat(both.get(0)).isEqualTo(both.get(1));
  }

  @Test
  void aPictureNeedsAWordForThoseWhoDoNotSeeIt() throws Exception {
    openFeed("desk-picture", "\"language\":\"en\"");
    find(".more summary").click();
    field("title").sendKeys("With a picture");
    field("imageUrl").sendKeys("https://img.example/a.jpg");
    field("tags").sendKeys("ferry, harbour");
    field("authors").sendKeys("Olena Marchuk");
    field("title").sendKeys(PUBLISH);
    awaitText("result", "Describe the picture");
    assertThat(browser.switchTo().activeElement().getDomAttribute("name")).isEqualTo("imageAlt");

    field("imageAlt").sendKeys("A ferry", PUBLISH);

    awaitText("result", "Published: number 2");
    assertThat(news.snapshot("desk-picture", ""))
        .contains("\"alt\":\"A ferry\"", "[\"ferry\",\"harbour\"]", "Olena Marchuk");
  }

  @Test
  void theDeskSaysWhenItHasNoConnectionAndShowsWhatItHasMissed() throws Exception {
    openFeed("desk-lost", "\"language\":\"en\"");
    awaitText("connection", "Live");

    signal("STOP");
    try {
      field("lead").sendKeys("Typed meanwhile");
      awaitText("connection", "No connection since");
    } finally {
      signal("CONT");
    }
    news.publish("desk-lost", "a", "Missed");

    awaitText("published", "Missed");
    awaitText("connection", "Live");
    assertThat(value("lead")).isEqualTo("Typed meanwhile");
  }

  /** Stops or continues the service as a machine does that is suspended. */
  private static void signal(String name) throws Exception {
    String pid = String.valueOf(dateline.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static void openFeed(String id, String settings) throws Exception {
    news.open(id, settings);
    news.snapshot(id, "");
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> find("#item-form").getText().contains("(" + id + ")"));
    find("[value='" + id + "']").click();
    awaitText("connection", "Live");
  }

  private static WebElement field(String name) {
    return browser.findElement(By.cssSelector("#item-form [name=" + name + "]"));
  }

  private static String value(String name) {
    return Objects.requireNonNull(field(name).getDomProperty("value"));
  }
}
