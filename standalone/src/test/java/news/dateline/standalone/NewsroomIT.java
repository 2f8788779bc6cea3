package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import news.dateline.testsupport.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Half an hour of a newsroom: two editors and a reporter at desks of their own, and the page of a
 * reader beside them.
 */
class NewsroomIT {
  private static final String FEED = "harbour";

  @TempDir static Path temp;

  private static final List<Chromium> browsers = new ArrayList<>();
  private static List<String> ports;
  private static DatelineProcess dateline;
  private static Screen anna;
  private static Screen borys;
  private static Screen rita;
  private static Screen reader;

  @BeforeAll
  static void openTheNewsroom() throws Exception {
    Chromium.assumed();
    ports = DatelineProcess.freePorts(2);
    dateline = start();
    EditorApiClient chief = EditorApiClient.of(dateline);
    anna = Screen.of(browser());
    borys = Screen.of(browser());
    ChromeDriver third = browser();
    rita = Screen.of(third);
    reader = new Screen(third, third.switchTo().newWindow(WindowType.WINDOW).getWindowHandle());

    anna.signIn(dateline.desk(), chief.token());
    anna.find("#new-feed").click();
    anna.find("#feed-form [name=id]").sendKeys(FEED);
    anna.find("#feed-form [name=title]").sendKeys("Harbour City" + Screen.PUBLISH);
    anna.awaitShown("#result", "The feed harbour is open");
    anna.openFeed(FEED);
    borys.signIn(dateline.desk(), identity(chief, "{\"name\":\"Borys\",\"roles\":[\"editor\"]}"));
    borys.openFeed(FEED);
    rita.signIn(
        dateline.desk(),
        identity(
            chief,
            "{\"name\":\"Rita\",\"roles\":[\"reporter\"],\"feeds\":[\"harbour\"],\"review\":true}"));
    rita.openFeed(FEED);
    reader.here().get(dateline.page() + "/feeds/" + FEED);
  }

  private static String identity(EditorApiClient chief, String profile) throws Exception {
    return chief.edit("POST", "/identities", profile).path("token").asString();
  }

  private static ChromeDriver browser() {
    Chromium started = Chromium.start(temp.resolve("browser-" + browsers.size()));
    browsers.add(started);
    started.browser().manage().window().setSize(BrowserFixture.WINDOW);
    return started.browser();
  }

  /** Starts the service, always on the same ports, so that open pages find it again. */
  private static DatelineProcess start() {
    return DatelineProcess.startOn(ports, temp.resolve("data"));
  }

  @AfterAll
  static void close() {
    browsers.forEach(Chromium::close);
    if (dateline != null) {
      dateline.close();
    }
  }

  @Test
  void whatEachOfThemDoesIsSeenByTheOthersAndOnTheReadersPageAtOnce() {
    eightItemsThreeOfThemASeriesAreOnTheReadersPage();
    whatTheReporterSubmitsIsSeenByReadersOnceAnEditorReleasesIt();
    anEmbargoLiftsByItself();
    breakingNewsIsRaisedByOneEditorAndEndedByTheOther();
    aCorrectionAndARetractionAreOnTheReadersPage();
    twoEditorsSeeThatBothEditAnItemAndTheirVersionsAreMerged();
    aReloadInTheMiddleOfTypingLosesNothing();
    theServerIsKilledAndBackAndWhatWasTypedMeanwhileIsPublished();
  }

  private static void eightItemsThreeOfThemASeriesAreOnTheReadersPage() {
    for (int i = 1; i <= 8; i++) {
      if (i > 5) {
        anna.field("kicker").sendKeys("Ferry aground");
      }
      anna.publish("Story " + i);
      reader.awaitShown("#days", "Story " + i);
      borys.awaitShown("#published", "Story " + i);
    }

    assertThat(reader.shown("#days")).contains("Ferry aground");
    reader.here().executeScript("window.sameDocument = true");
  }

  private static void whatTheReporterSubmitsIsSeenByReadersOnceAnEditorReleasesIt() {
    rita.field("title").sendKeys("Crane inspected", Screen.PUBLISH);
    rita.awaitShown("#result", "Submitted: an editor must release it");
    anna.awaitShown("#held", "submitted by Rita");
    assertThat(reader.shown("#days")).doesNotContain("Crane");

    borys.act("Release", "Crane inspected");

    reader.awaitShown("#days", "Crane inspected");
    rita.awaitShown("#published", "Crane inspected");
    anna.awaitNotShown("#held", "Crane");
  }

  private static void anEmbargoLiftsByItself() {
    borys.field("title").sendKeys("Verdict at six");
    String until = LocalDateTime.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS).toString();
    borys
        .here()
        .executeScript(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
            borys.field("embargoedUntil"),
            until);
    borys.field("title").sendKeys(Screen.PUBLISH);
    borys.awaitShown("#result", "Held until");
    anna.awaitShown("#held", "Verdict at six");
    assertThat(reader.shown("#days")).doesNotContain("Verdict");

    reader.awaitShown("#days", "Verdict at six");
    anna.awaitShown("#published", "Verdict at six");
  }

  private static void breakingNewsIsRaisedByOneEditorAndEndedByTheOther() {
    borys.act("Breaking…", "Story 8");
    borys.awaitShown("#breaking-dialog", "Story 8");
    borys.find("#breaking-dialog [value=ok]").click();
    reader.awaitShown("#alerts", "Story 8");

    anna.act("End breaking", "Story 8");

    reader.awaitNotShown("#alerts", "Story 8");
  }

  private static void aCorrectionAndARetractionAreOnTheReadersPage() {
    anna.act("Correct", "Story 1");
    anna.awaitValue("title", "Story 1");
    anna.field("note").sendKeys("It was Tuesday");
    anna.field("title").sendKeys(", on Tuesday", Screen.PUBLISH);
    reader.awaitShown("#days", "It was Tuesday");
    reader.awaitShown("#days", "Story 1, on Tuesday");

    borys.act("Retract…", "Story 2");
    borys.find("#retract-dialog [name=reason]").sendKeys("It did not happen", Screen.PUBLISH);

    reader.awaitShown("#feed", "It did not happen");
    reader.awaitNotShown("#feed", "Story 2");
    anna.awaitNotShown("#published", "Story 2");
  }

  private static void twoEditorsSeeThatBothEditAnItemAndTheirVersionsAreMerged() {
    anna.act("Update", "Story 3");
    anna.awaitValue("title", "Story 3");
    borys.awaitShown("#published", "is being edited by editor, since");
    borys.act("Update", "Story 3");
    borys.awaitShown("#others", "This item is being edited by editor, since");
    anna.awaitShown("#others", "This item is being edited by Borys, since");
    anna.field("title").sendKeys(" from the quay");
    anna.field("lead").sendKeys("Ten aboard.");
    borys.field("lead").sendKeys("Twelve aboard.");
    borys.field("link").sendKeys("https://harbour.example/", Screen.PUBLISH);
    reader.awaitShown("#days", "Twelve aboard.");
    annaMergesTheVersions();

    reader.awaitShown("#days", "Story 3 from the quay");
    assertThat(reader.shown("#days")).contains("Twelve aboard.").doesNotContain("Ten aboard.");
  }

  private static void annaMergesTheVersions() {
    anna.field("title").sendKeys(Screen.PUBLISH);
    anna.awaitShown("#conflict", "Theirs, version 2 by Borys");
    assertThat(marked("title", "mine")).containsExactly(" from the quay");
    assertThat(marked("lead", "theirs")).containsExactly("Twelve aboard.");
    assertThat(chosen()).containsExactly("title mine", "link theirs");
    anna.find("#conflict-form [type=submit]").click();
    assertThat(anna.field("lead").getDomProperty("value")).isEqualTo("Ten aboard.");
    anna.find("#conflict-form [name=lead][value=theirs]").click();
    anna.find("#conflict-form [type=submit]").click();
    anna.awaitShown("#result", "Nothing is published yet");
    anna.awaitValue("lead", "Twelve aboard.");
    anna.awaitValue("link", "https://harbour.example/");
    anna.field("title").sendKeys(Screen.PUBLISH);
  }

  /** The words that are marked in a version of a field. */
  private static List<String> marked(String field, String version) {
    return anna.texts(
        "[...document.querySelector('#conflict-form [name=%s][value=%s]').closest('label')"
                .formatted(field, version)
            + ".querySelectorAll('ins')].map(each => each.textContent)");
  }

  /** The choices that are made already. */
  private static List<String> chosen() {
    return anna.texts(
        "[...document.querySelectorAll('#conflict-form :checked')].map(each => each.name + ' ' + each.value)");
  }

  private static void aReloadInTheMiddleOfTypingLosesNothing() {
    anna.field("title").sendKeys("Half a head");
    anna.here().navigate().refresh();

    anna.awaitValue("title", "Half a head");
    anna.field("title").sendKeys("line");
    anna.field("title").sendKeys(Screen.PUBLISH);
    reader.awaitShown("#days", "Half a headline");
  }

  private static void theServerIsKilledAndBackAndWhatWasTypedMeanwhileIsPublished() {
    anna.field("title").sendKeys("Typed before");
    dateline.kill();
    anna.field("title").sendKeys(" and while it was down");
    anna.awaitShown("#connection", "No connection since");

    dateline = start();

    anna.awaitShown("#connection", "Live");
    anna.field("title").sendKeys(Screen.PUBLISH);
    reader.awaitShown("#days", "Typed before and while it was down");
    borys.awaitShown("#published", "Typed before and while it was down");
    assertThat(reader.here().executeScript("return window.sameDocument")).isEqualTo(true);
  }
}
