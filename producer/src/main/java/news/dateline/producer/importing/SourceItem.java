package news.dateline.producer.importing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import org.jspecify.annotations.Nullable;

/** One item of an imported document, independent of the document's format. */
sealed interface SourceItem {

  /** An item of which an event is written. */
  sealed interface WritableItem extends SourceItem {
    /** The item's id in the document, or the value used in place of an id. */
    String guid();

    NewsEvent.ItemEvent event();

    /** What was left out, cut or assumed. */
    List<SourceNote> notes();
  }

  /** An item that can be published. */
  record ValidItem(
      String guid, @Nullable String otherGuid, NewsEvent.ItemImported event, List<SourceNote> notes)
      implements WritableItem {

    /**
     * Returns an item of a document.
     *
     * @param otherGuid what identifies the item in a document in which other items have its link,
     *     or no longer have it; null if it has an id in its source, unless each edit has its own
     * @param digest digest of the item as the source wrote it
     */
    static ValidItem of(
        ImportContext context,
        String guid,
        @Nullable String otherGuid,
        ItemContent content,
        @Nullable Instant updatedAt,
        String digest,
        List<SourceNote> notes) {
      String source = context.source();
      return new ValidItem(
          guid,
          otherGuid,
          new NewsEvent.ItemImported(
              SourceIds.of(guid),
              content,
              updatedAt,
              source,
              SourceIds.recorded(guid),
              digest,
              SourceIds.candidates(source, guid, otherGuid),
              context.parameters().overwrite(),
              context.parameters().generation()),
          notes);
    }

    /** Returns the item with another note. */
    ValidItem noted(SourceNote note) {
      List<SourceNote> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
      return new ValidItem(guid, otherGuid, event, all);
    }

    /** Returns the item with another identity. */
    ValidItem identifiedBy(ImportContext context, String identity, @Nullable String other) {
      String digest = Objects.requireNonNull(event.digest());
      return of(context, identity, other, event.item(), event.updatedAt(), digest, notes);
    }

    /** Returns true if the guid is the link of the item and the number of an edit. */
    boolean isEdit() {
      return SourceIds.page(guid, event.item().link()) != null;
    }

    /** Returns true if this address, and not an edit, identifies the item or may have done so. */
    boolean isIdentifiedBy(String normalized) {
      return !isEdit()
          && Stream.of(guid, otherGuid)
              .filter(Objects::nonNull)
              .anyMatch(each -> SourceIds.normalized(each).equals(normalized));
    }

    /** Returns the id that the item gets unless another source uses it. */
    ItemId firstId() {
      return event.ids().isEmpty() ? event.id() : event.ids().get(0);
    }
  }

  /** An item that the source deleted. */
  record DeletedItem(String guid, NewsEvent.ItemDeletedAtSource event) implements WritableItem {
    @Override
    public List<SourceNote> notes() {
      return List.of();
    }
  }

  /**
   * An item that cannot be published.
   *
   * @param guid the item's id in the document; null if it has none
   * @param field the invalid field
   * @param embargoEnds true if the item can be published later although its document is the same
   */
  record InvalidItem(
      @Nullable String guid, @Nullable String field, @Nullable String detail, boolean embargoEnds)
      implements SourceItem {
    InvalidItem(@Nullable String guid, @Nullable String field, @Nullable String detail) {
      this(guid, field, detail, false);
    }
  }
}
