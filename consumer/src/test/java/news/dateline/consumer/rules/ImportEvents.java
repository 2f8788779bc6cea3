package news.dateline.consumer.rules;

import java.util.List;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import org.jspecify.annotations.Nullable;

/** Events of the sources wire and agency. */
final class ImportEvents {
  static final ItemId ONE = new ItemId("1");

  private ImportEvents() {}

  static ItemContent linked(String title, String link) {
    return new ItemContent(
        title, null, null, null, null, link, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  static ItemImported addressed(String digest, String title, List<ItemId> ids) {
    return new ItemImported(
        ids.get(0),
        ItemContent.titled(title),
        null,
        "wire",
        "//n.example/1",
        digest,
        ids,
        null,
        null);
  }

  static ItemDeletedAtSource deleted(String source, String guid) {
    ItemId first = new ItemId(guid);
    return new ItemDeletedAtSource(
        first,
        source,
        guid,
        List.of(first, new ItemId(source + "-" + guid)),
        "The source deleted it",
        null,
        null);
  }

  /** Returns the deletion of an item whose id in its source is an address. */
  static ItemDeletedAtSource deletedAt(String source, String address) {
    ItemId first = new ItemId(id(address));
    return new ItemDeletedAtSource(
        first,
        source,
        address,
        List.of(first, new ItemId(id(source + address))),
        "The source deleted it",
        null,
        null);
  }

  /** Returns the id of an item whose id in its source is an address. */
  static String id(String address) {
    return Integer.toHexString(address.hashCode());
  }

  /** Returns an item whose id in its source is an address. */
  static ItemImported story(String source, String address, String digest, ItemContent content) {
    ItemId first = new ItemId(id(address));
    return new ItemImported(
        first,
        content,
        null,
        source,
        address,
        digest,
        List.of(first, new ItemId(id(source + address))),
        null,
        null);
  }

  static ItemImported imported(String source, String guid, String digest, ItemContent content) {
    ItemImported event = event(source, guid, digest, "any", null);
    return new ItemImported(
        event.id(), content, null, source, guid, digest, event.ids(), null, null);
  }

  static ItemImported imported(String source, String guid, String digest, String title) {
    return event(source, guid, digest, title, null);
  }

  static ItemImported overwriting(String source, String guid, String digest, String title) {
    return event(source, guid, digest, title, true);
  }

  static ItemImported event(
      String source, String guid, String digest, String title, @Nullable Boolean overwrite) {
    ItemId first = new ItemId(guid);
    return new ItemImported(
        first,
        ItemContent.titled(title),
        null,
        source,
        guid,
        digest,
        List.of(first, new ItemId(source + "-" + guid)),
        overwrite,
        null);
  }
}
