package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages that lack changes: how they get them, also without a stream, and what they say meanwhile.
 */
class CatchUpPageIT extends BrowserFixture {
  /** Makes each poll bring one change, as a long absence makes each bring a part of them. */
  private static final String ONE_CHANGE_A_POLL =
      """
      const all = window.fetch;
      window.fetch = (url, options) =>
        all(String(url).includes('/changes?') ? `${url}&limit=1` : url, options);
      """;

  private static final String RECORD_STATUSES =
      """
      window.statuses = [];
      const status = document.getElementById('status');
      new MutationObserver(() => statuses.push(status.textContent)).observe(status, { childList: true });
      """;

  /** Has a page fetch one change at a time, and share a stream with pages that do so too. */
  private static final String SHARE_SLOWLY =
      """
      document.addEventListener('readystatechange', () => {
        const { dataset } = document.getElementById('feed');
        if (document.readyState === 'interactive') dataset.stream += '?limit=1';
      });
      """;

  /** Has a page begin at a cursor. */
  private static final String BEGIN_AT =
      """
      document.addEventListener('readystatechange', () => {
        const { dataset } = document.getElementById('feed');
        if (document.readyState !== 'interactive') return;
        dataset.cursor = '%s';
      """
          + RECORD_STATUSES
          + "});";

  /** A stream without events, polls that fail, and a random number that is always the same. */
  private static final String NEITHER_STREAM_NOR_POLLS =
      """
      Math.random = () => %d;
      Object.assign(window, { delays: [], streams: 0, failing: true });
      window.EventSource = class extends EventTarget {
        constructor() { super(); streams++; }
        close() {}
      };
      const start = window.setTimeout, all = window.fetch;
      window.setTimeout = (callback, delay, ...values) => {
        if (callback.name === 'poll') delays.push(delay);
        return start(callback, delay, ...values);
      };
      window.fetch = (url, options) =>
        failing && String(url).includes('/changes?') ? Promise.reject(new TypeError('no')) : all(url, options);
      """;

  private StreamProxy proxy;

  @BeforeEach
  void startProxy() {
    proxy = new StreamProxy(dateline.page());
  }

  @AfterEach
  void stopProxy() throws IOException {
    browser.get("about:blank");
    proxy.close();
  }

  @Test
  void behindASilentProxyThePagePollsAlsoForRetractionsAndReturnsToTheStreamWhenItWorks()
      throws Exception {
    news.open("silent");
    useTestClock();
    proxy.silence(true);
    openByProxy("/feeds/silent");

    advanceUntil(5_000, () -> assertState("polling"));
    assertThat(proxy.startedStreams()).isBetween(2, 3);
    news.publish("silent", "a", "Found by polling");
    advanceUntil(5_000, () -> assertThat(headlines()).containsExactly("Found by polling"));
    news.retract("silent", "a", "It did not happen");
    advanceUntil(
        5_000, () -> assertThat(browser.getPageSource()).doesNotContain("Found by polling"));
    int streams = proxy.startedStreams();

    proxy.silence(false);
    advanceUntil(30_000, () -> assertState("live"));
    assertThat(proxy.startedStreams()).isGreaterThan(streams);
    news.publish("silent", "b", "On the stream again");
    awaitHeadlines("On the stream again");
    assertSameDocument();
  }

  @Test
  void aPageThatCatchesUpByPollingSaysByHowManyChangesItIsBehind() throws Exception {
    news.open("behind");
    useTestClock();
    beforeScripts(ONE_CHANGE_A_POLL);
    proxy.silence(true);
    openByProxy("/feeds/behind");
    advanceUntil(5_000, () -> assertState("polling"));
    browser.executeScript(RECORD_STATUSES);

    for (String id : List.of("a", "b")) {
      news.post("behind", id, "Story " + id);
    }
    news.publish("behind", "c", "Story c");
    advanceUntil(5_000, () -> assertThat(headlines()).hasSize(3));

    assertThat(statuses()).contains("Behind by 2");
    advanceUntil(1_000, () -> assertState("polling"));
  }

  @Test
  void aPageThatReconnectsSaysByHowManyChangesItIsBehind() throws Exception {
    news.open("returned");
    useTestClock();
    openByProxy("/feeds/returned");
    awaitState("live");
    browser.executeScript(RECORD_STATUSES);
    proxy.passTo("http://127.0.0.1:1");
    proxy.cut();
    awaitState("reconnecting");
    for (String id : List.of("a", "b", "c")) {
      news.publish("returned", id, "Story " + id);
    }

    proxy.passTo(dateline.page());

    awaitHeadlines("Story c", "Story b", "Story a");
    awaitState("live");
    assertThat(statuses()).containsSubsequence("Behind by 3", "Behind by 1", "Live");
    assertSameDocument();
  }

  @Test
  void aFilteredPageThatReconnectsIsBehindUntilItHasPassedTheChangesThatItsFilterHides()
      throws Exception {
    news.open("hidden");
    useTestClock();
    openByProxy("/feeds/hidden?tag=energy");
    awaitState("live");
    browser.executeScript(RECORD_STATUSES);
    proxy.passTo("http://127.0.0.1:1");
    proxy.cut();
    awaitState("reconnecting");
    news.publishItem("hidden", "{\"id\":\"a\",\"title\":\"Story a\",\"tags\":[\"energy\"]}");
    news.publish("hidden", "b", "Story b");
    news.publish("hidden", "c", "Story c");

    proxy.passTo(dateline.page());

    awaitHeadlines("Story a");
    awaitState("live");
    assertThat(statuses())
        .containsSubsequence("Behind by 3", "Behind by 2", "Live")
        .containsOnlyOnce("Live");
    assertSameDocument();
  }

  @Test
  void aPageThatJoinsASharedStreamLateSaysByHowManyChangesItIsBehind() throws Exception {
    news.open("joined-late");
    beforeScripts(SHARE_SLOWLY);
    openLive("/feeds/joined-late");
    String cursor = find("#feed").getDomAttribute("data-cursor");
    for (String id : List.of("a", "b", "c")) {
      news.publish("joined-late", id, "Story " + id);
    }
    awaitHeadlines("Story c", "Story b", "Story a");

    newTabInFront();
    beforeScripts(SHARE_SLOWLY);
    beforeScripts(BEGIN_AT.formatted(cursor));
    openLive("/feeds/joined-late");

    assertThat(statuses()).containsExactly("Behind by 3", "Behind by 2", "Behind by 1", "Live");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.75", "1, 1.25"})
  void pollsThatFailAreRepeatedLessAndLessOftenAtRandomTimes(int random, double jitter)
      throws Exception {
    String feed = "failing-" + random;
    news.open(feed);
    useTestClock();
    beforeScripts(NEITHER_STREAM_NOR_POLLS.formatted(random));
    open("/feeds/" + feed);

    advanceUntil(5_000, () -> assertThat(delays()).hasSizeGreaterThanOrEqualTo(5));

    assertThat(delays().subList(0, 5))
        .containsExactly(
            5_000 * jitter, 10_000 * jitter, 20_000 * jitter, 30_000 * jitter, 30_000 * jitter);
    Object streams = browser.executeScript("delays = []; failing = false; return streams");
    advanceUntil(5_000, () -> assertState("polling"));
    assertThat(delays()).startsWith(10_000 * jitter);
    assertThat(browser.executeScript("return streams")).isEqualTo((Long) streams + 1);
  }

  @SuppressWarnings("unchecked")
  private static List<String> statuses() {
    return (List<String>) Objects.requireNonNull(browser.executeScript("return statuses"));
  }

  /** Returns the times in milliseconds after which the page has decided to poll again. */
  private static List<Double> delays() {
    List<?> delays = (List<?>) Objects.requireNonNull(browser.executeScript("return delays"));
    return delays.stream().map(delay -> ((Number) delay).doubleValue()).toList();
  }

  /** Advances the page's clock again and again, by so many milliseconds, until the page passes. */
  private static void advanceUntil(int millis, ThrowingRunnable assertion) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              browser.executeScript("advance(arguments[0])", millis);
              assertion.run();
            });
  }

  private static void assertState(String state) {
    assertThat(find("#bar").getDomAttribute("data-state")).isEqualTo(state);
  }

  private void openByProxy(String path) {
    browser.get(proxy.page() + path);
    browser.executeScript("window.sameDocument = true");
  }
}
