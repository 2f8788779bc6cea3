package news.dateline.producer.importing;

import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.importing.identity.SourceIds;
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

  /**
   * An item that can be published.
   *
   * @param guids what identifies the item; after it what may have identified it in another document
   *     of its source, or for an earlier build
   * @param datesChanges true if the source dates the last change of the item only
   */
  record ValidItem(
      List<String> guids,
      NewsEvent.ItemImported event,
      boolean datesChanges,
      List<SourceNote> notes)
      implements WritableItem {

    /** Returns an item of a document. */
    static ValidItem of(ImportContext context, StoredItem.Fields fields) {
      String source = context.source();
      List<String> guids = fields.guids();
      return new ValidItem(
          guids,
          new NewsEvent.ItemImported(
              SourceIds.of(guids.get(0)),
              fields.item(),
              fields.updatedAt(),
              source,
              SourceIds.recorded(guids.get(0)),
              fields.digest(),
              SourceIds.candidates(source, guids),
              context.parameters().overwrite(),
              context.parameters().generation()),
          fields.datesChanges(),
          fields.notes());
    }

    @Override
    public String guid() {
      return guids.get(0);
    }

    /** Returns the item with another note. */
    ValidItem noted(SourceNote note) {
      List<SourceNote> all = Stream.concat(notes.stream(), Stream.of(note)).distinct().toList();
      return new ValidItem(guids, event, datesChanges, all);
    }

    /** Returns the item with another identity. */
    ValidItem identifiedBy(ImportContext context, List<String> others) {
      return of(context, StoredItem.Fields.of(this).withGuids(others));
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
