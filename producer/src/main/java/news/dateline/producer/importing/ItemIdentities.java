package news.dateline.producer.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells what identifies each item of a document: its guid, else its link, else title and time.
 * Items that share a link are identified by title and time, whatever their order: the next document
 * may have another item first. Not thread-safe.
 */
final class ItemIdentities {
  private static final SourceNote REPEATED =
      new SourceNote("id", "stands in the document more than once, of which the newest counts");

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

  /** The items of each link that is the page of a guid, by their indexes. */
  private final Map<String, List<Integer>> pages = new HashMap<>();

  /** The indexes of the items of which there is another version. */
  private final Set<Integer> repeated = new HashSet<>();

  ItemIdentities(List<StoredItem> items) {
    this.items = items;
  }

  /**
   * Returns what identifies the next item.
   *
   * @param ofTitle what identifies the item by title and time
   */
  String add(@Nullable String guid, @Nullable String link, String ofTitle) {
    if (guid != null && link != null && SourceIds.page(guid, link) != null) {
      pages.put(SourceIds.normalized(link), new ArrayList<>());
    }
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
        (index, ofTitle) ->
            replace(context, index, item -> item.identifiedBy(context, ofTitle, item.guid())));
    if (!pages.isEmpty()) {
      tellEditsApart(context);
    }
  }

  /** Tells those items apart that share the page of an edit. */
  private void tellEditsApart(ImportContext context) {
    for (int i = 0; i < items.size(); i++) {
      SourceItem item = items.get(i).load();
      String link = item instanceof SourceItem.ValidItem valid ? valid.event().item().link() : null;
      List<Integer> ofPage = link == null ? null : pages.get(SourceIds.normalized(link));
      if (ofPage != null) {
        ofPage.add(i);
      }
    }
    pages.entrySet().stream()
        .filter(of -> of.getValue().size() > 1)
        .forEach(of -> tellEditsApart(context, of.getKey(), of.getValue()));
  }

  /**
   * Leaves the ids of earlier edits to the first one of its page, and those of the page to an item
   * that it identifies.
   */
  private void tellEditsApart(ImportContext context, String page, List<Integer> ofPage) {
    Optional<String> first =
        ofPage.stream()
            .map(this::valid)
            .filter(SourceItem.ValidItem::isEdit)
            .map(SourceItem.ValidItem::guid)
            .min(Comparator.comparingInt(SourceIds::edit));
    boolean taken = ofPage.stream().map(this::valid).anyMatch(item -> item.isIdentifiedBy(page));
    UnaryOperator<SourceItem.ValidItem> apart =
        item -> {
          String earlier = taken ? SourceIds.firstEdit(item.guid()) : item.otherGuid();
          boolean isFirst = first.filter(item.guid()::equals).isPresent();
          return item.identifiedBy(context, item.guid(), isFirst ? earlier : null);
        };
    ofPage.forEach(
        index -> replace(context, index, item -> item.isEdit() ? apart.apply(item) : item));
  }

  private SourceItem.ValidItem valid(int index) {
    return (SourceItem.ValidItem) items.get(index).load();
  }

  private void replace(
      ImportContext context, int index, UnaryOperator<SourceItem.ValidItem> change) {
    items.set(index, StoredItem.of(context, change.apply(valid(index))));
  }
}
