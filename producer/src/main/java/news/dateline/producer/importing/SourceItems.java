package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.importing.format.SourceDocument;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.StringNode;

/** Brings the items of a document into the order of their publication. */
final class SourceItems {
  private static final int MAX_REASON = 500;
  private static final SourceNote REPEATED =
      new SourceNote("id", "stands in the document more than once, of which the newest counts");

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
    return context.document().deletions().isEmpty() ? items : withDeletions(context, items);
  }

  private static List<StoredItem> read(ImportContext context, DocumentReader reader) {
    List<StoredItem> items = new ArrayList<>();
    Identities identities = new Identities(items);
    AtomicLong size = new AtomicLong();
    reader.readEntries(
        entry -> {
          StoredItem stored =
              StoredItem.of(context, ItemConverter.convert(context, entry, identities));
          if (size.addAndGet(stored.size()) > MAX_SIZE.toBytes()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "items need more than " + MAX_SIZE.toMegabytes() + " MiB when converted")
                .with("field", "items");
          }
          identities.keep(stored);
        });
    identities.finish(context);
    return items;
  }

  /**
   * Tells what identifies each item of a document: its guid, else its link, else title and time.
   * Items that share a link are identified by title and time, whatever their order: the next
   * document may have another item first.
   */
  static final class Identities {
    /** The first item of an address, and what else identifies it; null if the address is its id. */
    private record First(int index, @Nullable String ofTitle) {}

    private final List<StoredItem> items;
    private final Map<String, First> firsts = new HashMap<>();

    /** The indexes of items that did not have their address first, and of those without one. */
    private final Map<String, Integer> others = new HashMap<>();

    /** What identifies the items that had an address first and turned out to share it. */
    private final Map<Integer, String> shared = new HashMap<>();

    /** The index of the item of which the last one is another version; null if it is none. */
    private @Nullable Integer repeats;

    /** The indexes of the items of which there is another version. */
    private final Set<Integer> repeated = new HashSet<>();

    Identities(List<StoredItem> items) {
      this.items = items;
    }

    /**
     * Returns what identifies the next item.
     *
     * @param ofTitle what identifies the item by title and time
     */
    String add(@Nullable String guid, @Nullable String link, String ofTitle) {
      String address = guid == null ? link : guid;
      String own = guid == null ? ofTitle : null;
      if (address == null) {
        repeats = others.putIfAbsent(ofTitle, items.size());
        return ofTitle;
      }
      String normalized = SourceIds.normalized(address);
      First first = firsts.putIfAbsent(normalized, new First(items.size(), own));
      if (first == null) {
        return address;
      }
      if (Objects.equals(own, first.ofTitle)) {
        repeats = first.index;
        return address;
      }
      repeats = others.putIfAbsent(own + "\n" + normalized, items.size());
      if (first.ofTitle != null) {
        shared.put(first.index, first.ofTitle);
      }
      return guid == null ? ofTitle : guid;
    }

    /** Adds the item that was told last, unless it is an older version of an earlier one. */
    void keep(StoredItem item) {
      Integer earlier = repeats;
      repeats = null;
      if (earlier == null) {
        items.add(item);
        return;
      }
      repeated.add(earlier);
      if (item.isNewerThan(items.get(earlier))) {
        items.set(earlier, item);
      }
    }

    /** Says which items have other versions, and tells those apart that share an address. */
    void finish(ImportContext context) {
      repeated.forEach(index -> replace(context, index, item -> item.noted(REPEATED)));
      shared.forEach(
          (index, ofTitle) -> replace(context, index, item -> item.identifiedBy(context, ofTitle)));
    }

    private void replace(
        ImportContext context, int index, UnaryOperator<SourceItem.ValidItem> change) {
      SourceItem.ValidItem item = (SourceItem.ValidItem) items.get(index).load();
      items.set(index, StoredItem.of(context, change.apply(item)));
    }
  }

  /**
   * Returns the items and, after them, the deletions that the document states if its source is
   * known: any document can claim the deletions of another source. Of an item that the document
   * both contains and deletes, the newer counts; without times, the deletion.
   */
  private static List<StoredItem> withDeletions(ImportContext context, List<StoredItem> items) {
    Map<String, SourceDocument.Deletion> deletions = new LinkedHashMap<>();
    for (SourceDocument.Deletion deletion : context.document().deletions()) {
      deletions.putIfAbsent(SourceIds.recorded(deletion.guid()), deletion);
    }
    List<StoredItem> result = new ArrayList<>();
    for (StoredItem stored : items) {
      SourceItem item = stored.load();
      String guid = item instanceof SourceItem.ValidItem valid ? valid.event().guid() : null;
      SourceDocument.Deletion deletion = guid == null ? null : deletions.get(guid);
      if (deletion == null || isNewer(item, context.times().read(deletion.when()).declared())) {
        deletions.remove(guid);
        result.add(stored);
      } else if (context.source().isEmpty()) {
        // the deletion is left out, and what the document deletes is not published
        SourceItem left =
            new SourceItem.InvalidItem(
                ((SourceItem.ValidItem) item).guid(), "id", "id is deleted by the document");
        result.add(StoredItem.of(context, left));
      }
    }
    if (!context.source().isEmpty()) {
      for (SourceDocument.Deletion deletion : deletions.values()) {
        result.add(StoredItem.of(() -> deleted(context, deletion)));
      }
    }
    return result;
  }

  private static boolean isNewer(SourceItem item, @Nullable Instant deleted) {
    NewsEvent.ItemImported event = ((SourceItem.ValidItem) item).event();
    Instant time = event.updatedAt() == null ? event.item().publishedAt() : event.updatedAt();
    return time != null && deleted != null && time.isAfter(deleted);
  }

  private static SourceItem deleted(ImportContext context, SourceDocument.Deletion deletion) {
    String guid = deletion.guid();
    return new SourceItem.DeletedItem(
        guid,
        new NewsEvent.ItemDeletedAtSource(
            SourceIds.of(guid),
            context.source(),
            SourceIds.recorded(guid),
            SourceIds.candidates(context.source(), guid),
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
