package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.importing.format.SourceDocument;
import news.dateline.producer.importing.identity.SourceIds;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.StringNode;

/** Brings the items of a document into the order of their publication. */
final class SourceItems {
  private static final int MAX_REASON = 500;

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
      items = withDeletions(context, items);
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

  /**
   * Returns the items and, after them, the deletions that the document states if its source is
   * known: any document can claim the deletions of another source. Of an item that the document
   * both contains and deletes, by what identifies it or by the id that the source gives it, the
   * newer counts; without times, the deletion, of what identifies the item.
   */
  private static List<StoredItem> withDeletions(ImportContext context, List<StoredItem> items) {
    Map<String, SourceDocument.Deletion> deletions = new LinkedHashMap<>();
    for (SourceDocument.Deletion deletion : context.document().deletions()) {
      deletions.putIfAbsent(SourceIds.recorded(deletion.guid()), deletion);
    }
    List<StoredItem> result = new ArrayList<>();
    List<StoredItem> deleted = new ArrayList<>();
    Set<String> settled = new HashSet<>(); // guids about which the items say all
    for (StoredItem stored : items) {
      SourceItem item = stored.load();
      Set<String> guids = guids(stored, item);
      Optional<SourceDocument.Deletion> deletion =
          guids.stream()
              .flatMap(guid -> Stream.ofNullable(deletions.get(guid)))
              .filter(of -> !isNewer(item, context.times().read(of.when()).declared()))
              .findFirst();
      if (deletion.isPresent()) {
        SourceItem left = deleted(context, deletion.get(), (SourceItem.ValidItem) item);
        deleted.add(StoredItem.of(() -> left));
        settled.add(guid(item));
      } else {
        result.add(stored);
        settled.addAll(guids);
      }
    }
    result.addAll(deleted);
    deletions.keySet().removeAll(settled);
    result.addAll(deletions(context, deletions.values()));
    return result;
  }

  /** Returns the deletions of what the document does not contain, if its source is known. */
  private static List<StoredItem> deletions(
      ImportContext context, Collection<SourceDocument.Deletion> deletions) {
    return deletions.stream()
        .filter(deletion -> !context.source().isEmpty())
        .map(deletion -> StoredItem.of(() -> deletion(context, deletion, List.of(deletion.guid()))))
        .toList();
  }

  /** Returns what becomes of an item that its document deletes: it is not published in any case. */
  private static SourceItem deleted(
      ImportContext context, SourceDocument.Deletion deletion, SourceItem.ValidItem item) {
    return context.source().isEmpty()
        ? new SourceItem.InvalidItem(item.guid(), "id", "id is deleted by the document")
        : deletion(context, deletion, item.guids());
  }

  /** Returns what identifies a valid item, and the id that its source gives it; else nothing. */
  private static Set<String> guids(StoredItem stored, SourceItem item) {
    Set<String> guids = new HashSet<>();
    if (item instanceof SourceItem.ValidItem) {
      guids.add(guid(item));
      String written = Objects.requireNonNull(stored.identity()).written();
      if (written != null) {
        guids.add(SourceIds.recorded(written));
      }
    }
    return guids;
  }

  /** Returns what identifies a valid item. */
  private static String guid(SourceItem item) {
    return Objects.requireNonNull(((SourceItem.ValidItem) item).event().guid());
  }

  private static boolean isNewer(SourceItem item, @Nullable Instant deleted) {
    NewsEvent.ItemImported event = ((SourceItem.ValidItem) item).event();
    Instant time = event.updatedAt() == null ? event.item().publishedAt() : event.updatedAt();
    return time != null && deleted != null && time.isAfter(deleted);
  }

  /**
   * Returns a deletion of an item.
   *
   * @param guids what identifies the item; after it what may have identified it earlier
   */
  private static SourceItem deletion(
      ImportContext context, SourceDocument.Deletion deletion, List<String> guids) {
    String guid = guids.get(0);
    return new SourceItem.DeletedItem(
        guid,
        new NewsEvent.ItemDeletedAtSource(
            SourceIds.of(guid),
            context.source(),
            SourceIds.recorded(guid),
            SourceIds.candidates(context.source(), guids),
            reason(deletion.comment()),
            context.parameters().overwrite(),
            context.parameters().generation()));
  }

  private static String reason(@Nullable String comment) {
    LenientFields fields = new LenientFields(false);
    String reason =
        comment == null ? null : fields.line("reason", MAX_REASON, StringNode.valueOf(comment));
    return reason == null ? "The source deleted it" : reason;
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
