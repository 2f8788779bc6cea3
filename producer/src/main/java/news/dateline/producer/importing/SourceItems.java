package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.springframework.util.unit.DataSize;

/** Brings the items of a document into the order of their publication. */
final class SourceItems {
  /** The largest size of a document's items as JSON. A usual document of 16 MiB stays below it. */
  private static final DataSize MAX_SIZE = DataSize.ofMegabytes(40);

  private SourceItems() {}

  /**
   * Returns the items, oldest first, so that they are numbered in the order of their publication.
   * Items of the same time keep the order of the document. What the source deleted comes last.
   */
  static List<StoredItem> of(ImportContext context, DocumentReader reader) {
    List<StoredItem> items = read(context, reader);
    if (!isOldestFirst(items)) {
      Collections.reverse(items);
    }
    if (times(items).count() == items.stream().filter(StoredItem::valid).count()) {
      items.sort(
          Comparator.comparing(
              StoredItem::publishedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }
    if (!context.document().deletions().isEmpty()) {
      items = new SourceDeletions(context).appliedTo(items);
    }
    items.replaceAll(StoredItem::identified);
    return items;
  }

  private static List<StoredItem> read(ImportContext context, DocumentReader reader) {
    List<StoredItem> items = new ArrayList<>();
    AtomicLong size = new AtomicLong();
    reader.readEntries(
        entry -> {
          StoredItem stored = ItemConverter.convert(context, entry);
          if (size.addAndGet(stored.size()) > MAX_SIZE.toBytes()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "items need more than " + MAX_SIZE.toMegabytes() + " MiB when converted")
                .with("field", "items");
          }
          items.add(stored);
        });
    return ItemIdentities.identified(context, items);
  }

  /** Returns true if most times ascend. Most feeds list the newest item first. */
  private static boolean isOldestFirst(List<StoredItem> items) {
    List<Instant> times = times(items).toList();
    int ascents = 0;
    for (int i = 1; i < times.size(); i++) {
      ascents += Integer.signum(times.get(i).compareTo(times.get(i - 1)));
    }
    return ascents > 0;
  }

  private static Stream<Instant> times(List<StoredItem> items) {
    return items.stream().flatMap(item -> Stream.ofNullable(item.publishedAt()));
  }
}
