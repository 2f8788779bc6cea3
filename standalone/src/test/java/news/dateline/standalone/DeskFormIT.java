package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form of the desk in a real browser: what it completes, and what it says of times. */
class DeskFormIT extends BrowserFixture {
  private Screen desk;

  @BeforeEach
  void signIn() {
    desk = Screen.of(browser);
  }

  @Test
  void tagsAreCompletedFromThoseOfTheFeedAndNoneIsOfferedTwice() throws Exception {
    openFeed("form-tags");
    news.publishItem("form-tags", "{\"title\":\"a\",\"tags\":[\"ferry\",\"Feast\",\"harbour\"]}");
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> tagsOf("#known-tags").size() == 3);
    find(".more summary").click();

    desk.field("tags").sendKeys("ferry, fe");
    assertThat(tagsOf("#tag-completions")).containsExactly("ferry, Feast");
    desk.field("tags").sendKeys("x");
    assertThat(tagsOf("#tag-completions")).isEmpty();
  }

  private List<String> tagsOf(String list) {
    return desk.texts(
        "[...document.querySelector('%s').options].map(each => each.value)".formatted(list));
  }

  @Test
  void anEmbargoInTheHourThatIsSkippedOrComesTwiceSaysWhatItMeans() throws Exception {
    useZone("Europe/Kyiv");
    openFeed("form-clock");

    hold("2027-03-28T03:30");
    assertThat(clock()).isEqualTo("The clocks are put forward then, so it means 04:30.");
    hold("2027-10-31T03:30");
    assertThat(clock())
        .startsWith("The clocks are put back then, so this time comes twice; it means 3:30");
    hold("2027-06-01T12:00");
    assertThat(clock()).isEmpty();
  }

  @Test
  void anEmbargoIsShownByTheClockOfTheFeedToo() throws Exception {
    useZone("America/New_York");
    openFeed("form-zone");

    hold("2027-06-01T12:00");

    assertThat(clock()).isEqualTo("Where the feed is: Jun 1, 2027, 7:00 PM (Europe/Kyiv).");
  }

  @Test
  void anEmbargoThatHasPassedByTheClockOfDatelineIsAQuestion() throws Exception {
    // the editor's computer is two hours behind
    beforeScripts("(now => { Date.now = () => now() - 7_200_000; })(Date.now)");
    openFeed("form-late");
    Instant release = Instant.now().plus(Duration.ofMinutes(90));
    news.publishItem(
        "form-late", "{\"title\":\"Verdict\",\"embargoedUntil\":\"%s\"}".formatted(release));
    desk.awaitShown("#held", "in 90 min");

    desk.field("title").sendKeys("Too late");
    hold(LocalDateTime.now().minusHours(1).truncatedTo(ChronoUnit.MINUTES).toString());
    desk.field("title").sendKeys(Screen.PUBLISH);

    await().atMost(SOON).until(() -> desk.find("#past-dialog").isDisplayed());
  }

  private static void useZone(String zone) {
    browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
  }

  private void hold(String until) {
    browser.executeScript(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
        desk.field("embargoedUntil"),
        until);
  }

  /** Returns the text beside the time, with plain spaces. */
  private String clock() {
    return desk.shown("#embargo-clock").replaceAll("[\\u00a0\\u202f]", " ");
  }

  private void openFeed(String id) throws Exception {
    news.open(id);
    news.snapshot(id, "");
    desk.signIn(dateline.desk(), news.token());
    desk.openFeed(id);
  }
}
