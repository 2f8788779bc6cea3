package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.format.SourceDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Brings the items of a document into the order of their publication. */
final class SourceItems {
  private static final int MAX_REASON = 500;

  private SourceItems() {}

  /**
   * Returns the items, oldest first, so that they are numbered in the order of their publication.
   * Items of the same time keep the order of the document. What the source deleted comes last.
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
    return withDeletions(context, items);
  }

  /**
   * Returns the items and, after them, the deletions that the document states if its source is
   * known: any document can claim the deletions of another source. Of an item that the document
   * both contains and deletes, the newer counts; without times, the deletion.
   */
  private static List<SourceItem> withDeletions(ImportContext context, List<SourceItem> items) {
    Map<String, SourceDocument.Deletion> deletions = new LinkedHashMap<>();
    for (SourceDocument.Deletion deletion : context.document().deletions()) {
      deletions.putIfAbsent(SourceIds.recorded(deletion.guid()), deletion);
    }
    List<SourceItem> result = new ArrayList<>();
    for (SourceItem item : items) {
      String guid = item instanceof SourceItem.ValidItem valid ? valid.event().guid() : null;
      SourceDocument.Deletion deletion = guid == null ? null : deletions.get(guid);
      if (deletion == null || isNewer(item, context.times().read(deletion.when()).at())) {
        deletions.remove(guid);
        result.add(item);
      } else if (context.source().isEmpty()) {
        // the deletion is left out, and what the document deletes is not published
        result.add(
            new SourceItem.InvalidItem(
                ((SourceItem.ValidItem) item).guid(), "id", "id is deleted by the document"));
      }
    }
    if (!context.source().isEmpty()) {
      deletions.values().forEach(deletion -> result.add(deleted(context, deletion)));
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
    LenientFields fields = new LenientFields();
    String reason =
        comment == null ? null : fields.line("reason", MAX_REASON, StringNode.valueOf(comment));
    return reason == null ? "The source deleted it" : reason;
  }

  private static SourceItem onlyFirst(SourceItem item, Set<String> seen) {
    return item instanceof SourceItem.ValidItem valid && !seen.add(valid.firstId().value())
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
