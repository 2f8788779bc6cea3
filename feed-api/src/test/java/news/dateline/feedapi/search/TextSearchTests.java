package news.dateline.feedapi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.SortKey;
import news.dateline.feedapi.search.TextSearch.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");

  private final FeedStore feeds = new FeedStore();

  TextSearchTests() {
    feeds.apply(WORLD.opened(1));
    feeds.publish();
  }

  @ParameterizedTest
  @CsvSource({
    "Zürich reopens the bridge, zurich BRIDGE",
    "Straße gesperrt, strasse",
    "Łódź protests, lodz",
    "Smørrebrød in Ærø, smorrebrod aero",
    "Crème brûlée for all, creme brulee",
    "İstanbul haberleri, istanbul",
    "Їжак у Києві, їжак києві",
    "Ἑλλάς καὶ λόγος, ελλας λογος",
    "القُدس اليوم, القدس",
    "שָׁלוֹם, שלום",
    "Ｎｅｗ 𝄞 symphony, 𝄞",
  })
  void caseAndDiacriticsMakeNoDifference(String title, String words) {
    add(title, null);
    add("Another item", "About something else");

    assertThat(ids(search(words, null, 10))).containsExactly("i2");
  }

  @Test
  void eachWordMustOccurInTitleOrLead() {
    add("Bridge reopens", "Trams run again after two years");
    add("Bridge closed", null);
    add("Trams stop", null);

    assertThat(ids(search("bridge trams", null, 10))).containsExactly("i2");
    assertThat(ids(search("bridge", null, 10))).containsExactly("i3", "i2");
    assertThat(ids(search("reopenstrams", null, 10))).isEmpty();
  }

  @Test
  void onlyTitleAndLeadAreSearched() {
    change(
        FeedStateSamples.withContent(
            WORLD.published("a", 2, 0),
            FeedStateSamples.keyEvent("Title", "secret-section", "secret-tag")
                .withBody("<p>secret body</p>")));

    assertThat(search("secret", null, 10).items()).isEmpty();
  }

  @Test
  void aRetractedItemIsNotFound() {
    add("Bridge reopens", null);
    change(WORLD.retracted("i2", 9, 2, 2));

    assertThat(search("bridge", null, 10).items()).isEmpty();
  }

  @Test
  void theCursorLeadsOnAfterTheLimit() {
    for (int i = 0; i < 5; i++) {
      add("Bridge " + i, null);
    }

    Result first = search("bridge", null, 2);
    Result second = search("bridge", first.next(), 2);
    Result third = search("bridge", second.next(), 2);

    assertThat(ids(first)).containsExactly("i6", "i5");
    assertThat(ids(second)).containsExactly("i4", "i3");
    assertThat(ids(third)).containsExactly("i2");
    assertThat(third.next()).isNull();
  }

  @Test
  void aSearchEndsWhenItsTimeIsUpAndTheCursorLeadsOn() {
    add("Bridge", null);
    for (int i = 0; i < 200; i++) {
      add("Tram", null);
    }
    AtomicInteger asked = new AtomicInteger();
    TextSearch search = TextSearch.of("q", "bridge");

    Result first = search.run(index().items(null), 10, () -> asked.incrementAndGet() == 2);
    Result second = search.run(index().items(first.next()), 10, () -> false);

    assertThat(first.items()).isEmpty();
    assertThat(index().items(first.next())).hasSize(201 - 2 * 64);
    assertThat(ids(second)).containsExactly("i2");
  }

  @Test
  void aSearchExaminesTenThousandItems() {
    add("Bridge", null);
    for (int i = 0; i < TextSearch.MAX_EXAMINED; i++) {
      add("Tram", null);
    }

    Result first = search("bridge", null, 10);

    assertThat(first.items()).isEmpty();
    assertThat(ids(search("bridge", first.next(), 10))).containsExactly("i2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u00a0\u3000", "\u0301"})
  void aSearchWithoutAWordIsRejected(String words) {
    assertThatThrownBy(() -> TextSearch.of("q", words))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("q has no word");
    assertThatThrownBy(() -> TextSearch.of("q", "x".repeat(101)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("at most 100");
  }

  private Result search(String words, @Nullable SortKey before, int limit) {
    return TextSearch.of("q", words).run(index().items(before), limit, () -> false);
  }

  private void add(String title, @Nullable String lead) {
    int seq = (int) index().seq() + 1;
    ItemContent content = FeedStateSamples.content(title, null, lead);
    change(FeedStateSamples.withContent(WORLD.published("i" + seq, seq, seq), content));
  }

  private void change(PublicItem item) {
    feeds.apply(item);
    feeds.publish();
  }

  private FeedIndex index() {
    return feeds.find(WORLD.feed()).orElseThrow();
  }

  private static List<String> ids(Result result) {
    return result.items().stream().map(item -> item.id().value()).toList();
  }
}
