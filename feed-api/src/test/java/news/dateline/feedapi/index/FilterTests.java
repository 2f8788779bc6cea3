package news.dateline.feedapi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.feedapi.FeedStateSamples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final Facet ANALYSIS = new Facet(Facet.Kind.LABEL, "analysis");
  private static final Facet EXCLUSIVE = new Facet(Facet.Kind.LABEL, "exclusive");
  private static final Facet PORTS = new Facet(Facet.Kind.SECTION, "ports");
  private static final Facet STORM = new Facet(Facet.Kind.TAG, "storm");
  private static final Facet FERRY = new Facet(Facet.Kind.TAG, "ferry");

  private final FeedStore feeds = new FeedStore();

  FilterTests() {
    feeds.apply(WORLD.opened(1));
    analysis("storm", 2, 0, "ports", "storm");
    analysis("both", 3, 10, "ports", "storm", "ferry");
    analysis("ferry", 4, 20, "town", "ferry");
    feeds.apply(WORLD.published("exclusive", 5, 30));
  }

  @Test
  void aFilterMatchesOneValueOfEachParameter() {
    assertThat(ids(List.of(Set.of(STORM)))).containsExactly("both", "storm");
    assertThat(ids(List.of(Set.of(STORM, FERRY)))).containsExactly("ferry", "both", "storm");
    assertThat(ids(List.of(Set.of(FERRY), Set.of(PORTS)))).containsExactly("both");
    assertThat(ids(List.of(Set.of(ANALYSIS, EXCLUSIVE))))
        .containsExactly("exclusive", "ferry", "both", "storm");
    assertThat(ids(List.of())).containsExactly("exclusive", "ferry", "both", "storm");
  }

  /** Also where an earlier release stored another spelling. */
  @Test
  void aTagIsFoundInEverySpelling() {
    analysis("composed", 6, 30, "town", "Caf\u00e9");
    analysis("decomposed", 7, 40, "town", "cafe\u0301");
    analysis("ukrainian", 8, 50, "town", "\u0456\u0308жак");

    for (String spelling : List.of("caf\u00e9", "CAFE\u0301")) {
      assertThat(ids(List.of(Set.of(new Facet(Facet.Kind.TAG, spelling)))))
          .containsExactly("decomposed", "composed");
    }
    assertThat(ids(List.of(Set.of(new Facet(Facet.Kind.TAG, "\u0407ЖАК")))))
        .containsExactly("ukrainian");
  }

  @Test
  void aValueThatNoItemHasMatchesNothing() {
    assertThat(ids(List.of(Set.of(new Facet(Facet.Kind.LABEL, "none"))))).isEmpty();
    assertThat(ids(List.of(Set.of(new Facet(Facet.Kind.TAG, "ports"))))).isEmpty();
    assertThat(ids(List.of(Set.of(EXCLUSIVE), Set.of(STORM)))).isEmpty();
  }

  @Test
  void aFilterFollowsTheChangesOfItems() {
    analysis("storm", 6, 0, "town", "ferry");
    feeds.apply(WORLD.retracted("both", 7, 3, 10));

    assertThat(ids(List.of(Set.of(STORM)))).isEmpty();
    assertThat(ids(List.of(Set.of(FERRY)))).containsExactly("ferry", "storm");
  }

  @Test
  void pagesOfAFilterAreConsecutive() {
    Filter filter = new Filter(List.of(Set.of(STORM, FERRY)));

    SnapshotPage first = index().snapshot(null, null, filter, 2);
    SnapshotPage second = index().snapshot(first.next(), null, filter, 2);

    assertThat(ids(first)).containsExactly("ferry", "both");
    assertThat(ids(second)).containsExactly("storm");
    assertThat(second.next()).isNull();
    assertThat(index().snapshot(null, null, filter, 3).next()).isNull();
  }

  @Test
  void aPinnedItemIsShownOnlyIfItMatches() {
    feeds.apply(FeedStateSamples.pinned(WORLD.published("exclusive", 5, 30), 6));

    assertThat(index().snapshot(null, null, new Filter(List.of(Set.of(STORM))), 9).pinned())
        .isNull();
    assertThat(index().snapshot(null, null, new Filter(List.of(Set.of(EXCLUSIVE))), 9).pinned())
        .isNotNull();
  }

  @Test
  void aPageOfADayIsEmptyAfterACursorOfAnEarlierDay() {
    SortKey noon = index().item(new ItemId("storm")).orElseThrow().sortKey();

    assertThat(ids(on(noon, "2025-02-05"))).isEmpty();
    assertThat(ids(on(SortKey.startOf(LocalDate.parse("2025-02-06")), "2025-02-04"))).hasSize(4);
  }

  /** The message of a failure contains the seed. */
  @Test
  void aFilterFindsTheSameItemsAsAFullScan() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    List<Facet> facets = List.of(STORM, FERRY, PORTS, new Facet(Facet.Kind.SECTION, "town"));
    for (int seq = 6; seq < 400; seq++) {
      String tag = random.nextBoolean() ? "storm" : "ferry";
      String section = random.nextBoolean() ? "ports" : "town";
      int item = random.nextInt(40);
      if (random.nextInt(4) > 0) {
        analysis("i" + item, seq, item, section, tag);
      } else {
        feeds.apply(WORLD.retracted("i" + item, seq, 1, item));
      }
      Filter filter =
          new Filter(List.of(Set.of(facets.get(random.nextInt(4))), Set.of(ANALYSIS, EXCLUSIVE)));
      List<String> expected =
          index().snapshot(null, null, Filter.NONE, 1000).items().stream()
              .filter(filter::matches)
              .map(entry -> entry.id().value())
              .toList();
      assertThat(ids(index().snapshot(null, null, filter, 1000)))
          .as("seed %s at %s", seed, seq)
          .containsExactlyElementsOf(expected);
    }
  }

  private SnapshotPage on(@Nullable SortKey before, String day) {
    return index().snapshot(before, LocalDate.parse(day), Filter.NONE, 40);
  }

  private void analysis(String id, int seq, int minutes, String section, String... tags) {
    feeds.apply(
        FeedStateSamples.withContent(
            WORLD.published(id, seq, minutes), FeedStateSamples.keyEvent(id, section, tags)));
  }

  private FeedIndex index() {
    feeds.publish();
    return feeds.find(new FeedId("world")).orElseThrow();
  }

  private List<String> ids(List<Set<Facet>> wanted) {
    return ids(index().snapshot(null, null, new Filter(wanted), 40));
  }

  private static List<String> ids(SnapshotPage snapshot) {
    List<String> ids = new ArrayList<>();
    snapshot.items().forEach(item -> ids.add(item.id().value()));
    return ids;
  }
}
