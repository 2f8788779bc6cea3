package news.dateline.producer.importing;

import java.util.List;
import news.dateline.events.NewsEvent;
import org.jspecify.annotations.Nullable;

/** One item of an imported document, independent of the document's format. */
sealed interface SourceItem {

  /**
   * An item that can be published.
   *
   * @param guid the item's id in the document, or what stands for it
   * @param notes what was left out, cut or assumed
   */
  record ValidItem(String guid, NewsEvent.ItemImported event, List<SourceNote> notes)
      implements SourceItem {}

  /**
   * An item that cannot be published.
   *
   * @param guid the item's id in the document; null if it has none
   * @param field the invalid field
   */
  record InvalidItem(@Nullable String guid, @Nullable String field, @Nullable String detail)
      implements SourceItem {}
}
