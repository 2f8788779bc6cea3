package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings the items of a document into the order of their publication. */
final class SourceItems {
  private SourceItems() {}

  /**
   * Returns the items, oldest first, so that they are numbered in the order of their publication.
   * Items of the same time keep the order of the document.
   */
  static List<SourceItem> of(ImportContext context) {
    Set<String> seen = new HashSet<>();
    List<SourceItem> items = new ArrayList<>();
    context.document().entries().stream()
        .map(entry -> ItemConverter.convert(context, entry))
        .map(item -> onlyFirst(item, seen))
        .forEach(items::add);
    if (!isOldestFirst(items)) {
      Collections.reverse(items);
    }
    if (times(items).count()
        == items.stream().filter(SourceItem.ValidItem.class::isInstance).count()) {
      items.sort(
          Comparator.comparing(
              SourceItems::timeOf, Comparator.nullsFirst(Comparator.naturalOrder())));
    }
    return items;
  }

  private static SourceItem onlyFirst(SourceItem item, Set<String> seen) {
    return item instanceof SourceItem.ValidItem valid && !seen.add(valid.event().id().value())
        ? new SourceItem.InvalidItem(
            valid.guid(), "id", "id is that of an earlier item in the document")
        : item;
  }

  /** Returns true if most times ascend. Most feeds list the newest item first. */
  private static boolean isOldestFirst(List<SourceItem> items) {
    List<Instant> times = times(items).toList();
    int ascents = 0;
    for (int i = 1; i < times.size(); i++) {
      ascents += Integer.signum(times.get(i).compareTo(times.get(i - 1)));
    }
    return ascents > 0;
  }

  private static Stream<Instant> times(List<SourceItem> items) {
    return items.stream()
        .map(SourceItems::timeOf)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  private static @Nullable Instant timeOf(SourceItem item) {
    return item instanceof SourceItem.ValidItem valid ? valid.event().item().publishedAt() : null;
  }
}
