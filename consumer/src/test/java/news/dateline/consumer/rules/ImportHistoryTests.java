package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ImportEvent;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * In random histories of editors, sources, renamed sources, files without a source and events of
 * earlier producers, no import publishes again the text of a retracted item, undoes what an editor
 * wrote, or ends breaking news, and nothing of a lower generation is taken. Each test has its seed
 * in its name; {@code -Ddateline.seed=…} repeats one.
 */
class ImportHistoryTests {
  private static final int LENGTH = 200;

  @TestFactory
  List<DynamicTest> noImportBringsBackOrUndoesAnything() {
    Long only = Long.getLong("dateline.seed");
    long first = System.nanoTime();
    int count = only == null ? 4 * Integer.getInteger("dateline.histories", 60) : 1;
    return LongStream.range(0, count)
        .map(i -> only == null ? first + i : only)
        .mapToObj(seed -> DynamicTest.dynamicTest("-Ddateline.seed=" + seed, () -> check(seed)))
        .toList();
  }

  private static void check(long seed) {
    try {
      new HistoryCheck(seed).check();
    } catch (AssertionError e) {
      throw new AssertionError("-Ddateline.seed=" + seed + " " + e.getMessage(), e);
    }
  }

  /** One history. Texts are compared as they are, which is stricter than the rules must be. */
  private static final class HistoryCheck {
    private final ImportHistories histories;
    private final RulesHarness harness = RulesHarness.open();
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Set<String> retractedTexts = new HashSet<>();

    /** The content that an editor gave to an item, until an import overwrites it. */
    private final Map<String, ItemContent> editors = new HashMap<>();

    /** The highest generation of each source so far. */
    private final Map<String, Long> generations = new HashMap<>();

    /** True once a source was named: only from then on retractions leave digests. */
    private boolean sources;

    HistoryCheck(long seed) {
      histories = new ImportHistories(new Random(seed));
    }

    void check() {
      for (int i = 0; i < LENGTH; i++) {
        NewsEvent event = histories.next(harness);
        Map<String, Item> before = items();
        Outcome outcome = harness.handle(event);
        boolean sourced = event instanceof ItemImported of && of.source() != null;
        if (sourced || event instanceof ItemDeletedAtSource) {
          sources = true;
          checkGeneration((ImportEvent) event, outcome, before);
          checkImport(event, outcome, before);
        } else if (event instanceof ItemImported earlier) {
          editors.remove(earlier.id().value());
        } else {
          noteEdit(event, outcome);
        }
        checkState();
        noteTexts();
      }
    }

    /** Rejects what has a lower generation than an earlier event of its source, and only that. */
    private void checkGeneration(ImportEvent event, Outcome outcome, Map<String, Item> before) {
      Long generation = event.generation();
      long highest = generations.getOrDefault(event.source(), Long.MIN_VALUE);
      boolean stale = generation != null && generation < highest;
      assertThat(outcome.reason() == RejectionReason.STALE_GENERATION)
          .as("generation %s after %s: %s", generation, highest, outcome)
          .isEqualTo(stale);
      if (stale) {
        assertThat(items()).isEqualTo(before);
      } else if (generation != null) {
        generations.put(event.source(), generation);
      }
    }

    private void checkImport(NewsEvent event, Outcome outcome, Map<String, Item> before) {
      boolean deletes = event instanceof ItemDeletedAtSource;
      boolean overwrites =
          event instanceof ItemImported of
              ? of.overwrite() != null
              : ((ItemDeletedAtSource) event).overwrite() != null;
      items()
          .forEach(
              (id, after) -> {
                Item previous = before.get(id);
                if (after.retracted()) {
                  if (!after.equals(previous)) {
                    assertThat(deletes).as("retracts: %s", event).isTrue();
                    checkDeletion(id, previous, overwrites);
                  }
                } else {
                  checkContent(event, previous, after);
                  checkEdit(id, after, overwrites, outcome);
                  noteAdoption(id, event, previous, outcome);
                }
              });
    }

    private void checkDeletion(String id, Item previous, boolean overwrites) {
      assertThat(previous.retracted()).isFalse();
      if (!overwrites) {
        assertThat(previous.hasPin() || previous.breaking() != null).isFalse();
        assertThat(editors).doesNotContainKey(id);
      }
    }

    private void checkContent(NewsEvent event, Item previous, Item after) {
      if (previous == null || !text(after.content()).equals(text(previous.content()))) {
        assertThat(retractedTexts)
            .as("published again: %s", event)
            .doesNotContain(text(after.content()));
      }
      if (previous != null) {
        assertThat(previous.retracted()).as("restored: %s", event).isFalse();
        assertThat(after.breaking()).isEqualTo(previous.breaking());
        assertThat(after.pinned()).isEqualTo(previous.pinned());
        assertThat(after.corrections()).isEqualTo(previous.corrections());
      }
    }

    /** An import may take over what has its link and text, and was not changed since. */
    private void noteAdoption(String id, NewsEvent event, Item previous, Outcome outcome) {
      if (previous != null
          && previous.version() <= 1
          && previous.content() != null
          && outcome.status() != Outcome.Status.REJECTED
          && outcome.item() != null
          && outcome.item().value().equals(id)
          && event instanceof ItemImported imported
          && imported.item().link() != null
          && imported.item().equals(previous.content())) {
        editors.remove(id);
      }
    }

    private void checkEdit(String id, Item after, boolean overwrites, Outcome outcome) {
      boolean about = outcome.item() != null && outcome.item().value().equals(id);
      if (editors.containsKey(id) && !(overwrites && about)) {
        assertThat(after.content()).as("undone: %s", outcome).isEqualTo(editors.get(id));
      }
      if (overwrites && about && outcome.status() != Outcome.Status.REJECTED) {
        editors.remove(id);
      }
    }

    /** Remembers what an editor wrote. */
    private void noteEdit(NewsEvent event, Outcome outcome) {
      if (event instanceof NewsEvent.ItemEvent of && outcome.status() == Outcome.Status.ACCEPTED) {
        Item item = items().get(of.id().value());
        boolean pinOrBreaking =
            event instanceof NewsEvent.ItemPinned
                || event instanceof NewsEvent.BreakingStarted
                || event instanceof NewsEvent.BreakingEnded;
        if (item != null && !item.retracted() && !pinOrBreaking) {
          editors.put(of.id().value(), item.content());
        }
      }
    }

    private void checkState() {
      items()
          .forEach(
              (id, item) -> {
                boolean timed =
                    harness.timers().stream().anyMatch(t -> t.item().value().equals(id));
                assertThat(timed)
                    .as("end of breaking news of %s", id)
                    .isEqualTo(item.breaking() != null);
              });
      for (DeskState desk : harness.desks()) {
        if (desk.status() == DeskState.Status.RETRACTED) {
          assertThat(new String(desk.value(), UTF_8)).doesNotContain("n.example");
        }
      }
    }

    /** Remembers the texts of each item, and all of them as retracted once it is retracted. */
    private void noteTexts() {
      items()
          .forEach(
              (id, item) -> {
                Set<String> own = texts.computeIfAbsent(id, key -> new HashSet<>());
                if (item.retracted()) {
                  // what earlier releases retracted left no digests
                  retractedTexts.addAll(sources ? own : Set.of());
                  own.clear();
                } else {
                  own.clear();
                  own.add(text(item.content()));
                }
              });
    }

    private Map<String, Item> items() {
      Map<String, Item> items = new HashMap<>();
      harness.changes().stream()
          .filter(PublicItem.class::isInstance)
          .map(change -> ((PublicItem) change).item())
          .forEach(item -> items.put(item.id().value(), item));
      return items;
    }

    private static String text(ItemContent content) {
      return content.title() + "\n" + content.lead() + "\n" + content.body();
    }
  }
}
