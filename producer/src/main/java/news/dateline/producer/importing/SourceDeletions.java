package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.format.SourceDocument;
import news.dateline.producer.importing.identity.SourceIds;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** The deletions that a document states, beside the items that it contains. Not thread-safe. */
final class SourceDeletions {
  private static final int MAX_REASON = 500;

  private final ImportContext context;

  /** The first deletion of each item, by what identifies the item. */
  private final Map<String, SourceDocument.Deletion> byGuid = new LinkedHashMap<>();

  SourceDeletions(ImportContext context) {
    this.context = context;
    for (SourceDocument.Deletion deletion : context.document().deletions()) {
      byGuid.putIfAbsent(SourceIds.recorded(deletion.guid()), deletion);
    }
  }

  /**
   * Returns the items of the document that are not deleted, and after them the deletions if the
   * source is known: any document can claim the deletions of another source. If the document both
   * contains and deletes an item, by what identifies it or by the id that the source gives it, the
   * newer of the two counts, and the deletion if one of them has no time. Such a deletion deletes
   * what identifies the item.
   */
  List<StoredItem> appliedTo(List<StoredItem> items) {
    List<StoredItem> result = new ArrayList<>();
    List<StoredItem> deleted = new ArrayList<>();
    Set<String> settled = new HashSet<>(); // guids whose deletions need no entry of their own
    for (StoredItem stored : items) {
      SourceItem item = stored.load();
      Set<String> guids = guids(stored, item);
      Optional<SourceDocument.Deletion> deletion = deletionOf(item, guids);
      if (deletion.isPresent()) {
        SourceItem replacement = applied(deletion.get(), (SourceItem.ValidItem) item);
        deleted.add(StoredItem.of(() -> replacement));
        settled.add(guid(item));
      } else {
        result.add(stored);
        settled.addAll(guids);
      }
    }
    result.addAll(deleted);
    byGuid.keySet().removeAll(settled);
    result.addAll(ofOtherItems());
    return result;
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

  /** Returns a deletion of the item that is not older than the item. */
  private Optional<SourceDocument.Deletion> deletionOf(SourceItem item, Set<String> guids) {
    return guids.stream()
        .flatMap(guid -> Stream.ofNullable(byGuid.get(guid)))
        .filter(deletion -> !isNewer(item, context.times().read(deletion.when()).declared()))
        .findFirst();
  }

  private static boolean isNewer(SourceItem item, @Nullable Instant deleted) {
    NewsEvent.ItemImported event = ((SourceItem.ValidItem) item).event();
    Instant time = event.updatedAt() == null ? event.item().publishedAt() : event.updatedAt();
    return time != null && deleted != null && time.isAfter(deleted);
  }

  /** Returns what becomes of an item that its document deletes: it is not published in any case. */
  private SourceItem applied(SourceDocument.Deletion deletion, SourceItem.ValidItem item) {
    return context.source().isEmpty()
        ? new SourceItem.InvalidItem(item.guid(), "id", "id is deleted by the document")
        : deletedItem(deletion, item.guids());
  }

  private List<StoredItem> ofOtherItems() {
    return byGuid.values().stream()
        .filter(deletion -> !context.source().isEmpty())
        .map(deletion -> StoredItem.of(() -> deletedItem(deletion, List.of(deletion.guid()))))
        .toList();
  }

  /**
   * Returns the item that is deleted.
   *
   * @param guids what identifies the item; after it what may have identified it earlier
   */
  private SourceItem deletedItem(SourceDocument.Deletion deletion, List<String> guids) {
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
}
