package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The rows that an open page keeps of a feed with many items. */
class WindowOfRowsIT extends BrowserFixture {
  private static final int MANY = 300;
  private static final int MAX_ROWS = 240;

  @Test
  void olderRowsAreLoadedInPlace() throws Exception {
    news.open("older");
    publish("older", 0, 100);
    openLive("/feeds/older");
    assertThat(headlines()).hasSize(40);

    browser.executeScript("scrollTo(0, document.body.scrollHeight)");
    find(".more a").click();

    await().atMost(SOON).until(() -> headlines().size() == 80);
    find(".more a").click();
    await().atMost(SOON).until(() -> headlines().size() == 100);
    assertThat(headlines()).isEqualTo(descending(99, 0));
    assertThat(find(".more").isDisplayed()).isFalse();
    assertSameDocument();
  }

  @Test
  void theNumberOfRowsIsBoundedAndRowsThatWereRemovedComeBack() throws Exception {
    news.open("many");
    publish("many", 0, 60);
    openLive("/feeds/many");
    publish("many", 60, MANY);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(headlines()).startsWith("Story " + (MANY - 1)));
    assertThat(headlines()).hasSizeLessThanOrEqualTo(MAX_ROWS);

    loadUntilTheOldest();
    assertThat(headlines()).isEqualTo(descending(highest(), 0));
    assertThat(highest()).isLessThan(MANY - 1);

    await()
        .atMost(SOON)
        .until(
            () -> {
              browser.executeScript("scrollTo(0, 0)");
              return highest() == MANY - 1;
            });
    assertThat(headlines()).isEqualTo(descending(MANY - 1, lowest()));
    assertThat(headlines()).hasSizeLessThanOrEqualTo(MAX_ROWS);
    news.publish("many", "last", "Story " + MANY);
    browser.executeScript("scrollTo(0, 0)");
    await().atMost(SOON).until(() -> highest() == MANY);
    assertSameDocument();
  }

  private static void loadUntilTheOldest() {
    while (!headlines().contains("Story 0")) {
      int loaded = lowest();
      browser.executeScript("document.querySelector('.more').scrollIntoView()");
      find(".more a").click();
      await().atMost(SOON).until(() -> lowest() < loaded);
      assertThat(headlines()).hasSizeLessThanOrEqualTo(MAX_ROWS);
    }
  }

  @Test
  void newItemsWaitUntilTheReaderAsksForThem() throws Exception {
    news.open("waiting");
    publish("waiting", 0, 30);
    openLive("/feeds/waiting");
    browser.executeScript("document.getElementById('item-i10').scrollIntoView()");
    double before = topOf("item-i10");

    publish("waiting", 30, 33);
    awaitText("new", "3 new");
    news.update("waiting", "i31", "Story 31");
    news.retract("waiting", "i30", "It did not happen");
    awaitText("new", "2 new");
    assertThat(browser.findElements(By.id("item-i32"))).isEmpty();
    assertThat(topOf("item-i10")).isEqualTo(before);

    find("#new").click();
    assertThat(headlines()).startsWith("Story 32", "Story 31", "Story 29");
    await().atMost(SOON).until(() -> topOf("title") >= 0);
  }

  private static void publish(String feed, int from, int to) throws Exception {
    for (int i = from; i < to - 1; i++) {
      news.post(feed, "i" + i, "Story " + i);
    }
    news.publish(feed, "i" + (to - 1), "Story " + (to - 1));
  }

  private static int highest() {
    return number(headlines().get(0));
  }

  private static int lowest() {
    List<String> headlines = headlines();
    return number(headlines.get(headlines.size() - 1));
  }

  private static int number(String headline) {
    return Integer.parseInt(Objects.requireNonNull(headline).substring("Story ".length()));
  }

  private static List<String> descending(int from, int to) {
    return IntStream.rangeClosed(to, from).mapToObj(i -> "Story " + (from + to - i)).toList();
  }
}
