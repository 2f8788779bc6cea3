package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Open pages over midnight and over hours, by a clock that the test advances. */
class PageTimeIT extends BrowserFixture {
  private static final int BATCH = 250;
  private static final ZoneId ZONE = ZoneId.of("Europe/Kyiv");

  /** The dates of the days that are marked as today. */
  private static final String TODAY =
      """
      return [...document.querySelectorAll('.day')]
        .filter(day => day.querySelector('.today')?.checkVisibility())
        .map(day => day.dataset.date);
      """;

  @BeforeEach
  void startTestClock() throws IOException {
    useTestClock();
  }

  @Test
  void atMidnightOfTheFeedTodayIsNotTodayAnyMore() throws Exception {
    String today = openAtNoTimeFromMidnight("midnight");
    assertThat(browser.executeScript(TODAY)).isEqualTo(List.of(today));

    browser.executeScript("advance(arguments[0])", untilMidnight().plusSeconds(1).toMillis());

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.executeScript(TODAY)).isEqualTo(List.of()));
    assertSameDocument();
  }

  @Test
  void aMidnightThatWasSleptThroughIsNoticedWhenThePageWakes() throws Exception {
    String today = openAtNoTimeFromMidnight("slept");
    assertThat(browser.executeScript(TODAY)).isEqualTo(List.of(today));

    browser.executeScript("sleep(arguments[0])", untilMidnight().plusHours(9).toMillis());
    news.publish("slept", "after", "Published while it slept");

    await()
        .atMost(SOON.multipliedBy(2))
        .untilAsserted(
            () -> {
              assertThat(headlines()).contains("Published while it slept");
              assertThat(browser.executeScript(TODAY)).isEqualTo(List.of());
            });
    awaitState("live");
    assertSameDocument();
  }

  @Test
  void hoursAndFiveThousandItemsLeaveABoundedDocumentAndMemory() throws Exception {
    news.open("hours");
    openLive("/feeds/hours");
    publishMany(0, 1_000);
    Map<String, Double> early = measures();

    publishMany(1_000, 5_000);

    Map<String, Double> late = measures();
    assertThat(find("#days").findElements(By.cssSelector(".item"))).hasSizeBetween(40, 250);
    assertThat(late.get("Nodes")).isLessThan(early.get("Nodes") * 1.25);
    assertThat(late.get("JSEventListeners")).isLessThan(early.get("JSEventListeners") * 1.25 + 50);
    // the page remembers a seq for each item that it has seen, some hundred bytes each
    assertThat(late.get("JSHeapUsedSize")).isLessThan(early.get("JSHeapUsedSize") + 3_000_000);
    assertSameDocument();
  }

  /** Publishes items in batches, between which the page's clock advances by nine minutes. */
  private static void publishMany(int from, int to) throws Exception {
    for (int start = from; start < to; start += BATCH) {
      news.attempt("POST", "/feeds/hours/imports", document(start, start + BATCH));
      String newest = "Report " + (start + BATCH - 1);
      await().atMost(SOON).until(() -> headlines().contains(newest));
      // each timer runs once: all timers of nine minutes at once would leave the stream no time to
      // answer
      browser.executeScript("sleep(540_000)");
    }
  }

  private static String document(int from, int to) {
    String items =
        IntStream.range(from, to)
            .map(i -> to - 1 - (i - from))
            .mapToObj(i -> "{\"id\":\"%d\",\"title\":\"Report %d\"}".formatted(i, i))
            .collect(Collectors.joining(","));
    return "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[%s]}"
        .formatted(items);
  }

  /** Collects garbage and returns the browser's metrics of the page by name. */
  private static Map<String, Double> measures() {
    browser.executeCdpCommand("Performance.enable", Map.of());
    browser.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    List<?> metrics =
        (List<?>)
            Objects.requireNonNull(
                browser.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics"));
    return metrics.stream()
        .map(Map.class::cast)
        .collect(
            Collectors.toMap(
                metric -> String.valueOf(metric.get("name")),
                metric -> ((Number) Objects.requireNonNull(metric.get("value"))).doubleValue()));
  }

  /** Opens a feed with an item of today and one of yesterday; not in the last minute of a day. */
  private static String openAtNoTimeFromMidnight(String feed) throws Exception {
    await().atMost(Duration.ofSeconds(70)).until(() -> untilMidnight().toSeconds() > 60);
    news.open(feed);
    ZonedDateTime yesterday = ZonedDateTime.now(ZONE).minusDays(1);
    news.publishItem(
        feed,
        "{\"title\":\"Yesterday's\",\"publishedAt\":\"%s\"}".formatted(yesterday.toInstant()));
    news.publish(feed, "today", "Today's");
    openLive("/feeds/" + feed);
    return LocalDate.now(ZONE).toString();
  }

  private static Duration untilMidnight() {
    ZonedDateTime now = ZonedDateTime.now(ZONE);
    return Duration.between(now, now.toLocalDate().plusDays(1).atStartOfDay(ZONE));
  }
}
