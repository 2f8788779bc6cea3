package news.dateline.producer.importing;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import news.dateline.producer.importing.identity.SourceIdentity;
import news.dateline.producer.importing.identity.SourceIds;
import org.jspecify.annotations.Nullable;

/**
 * Finds what identifies each item among the others of its document: its guid, else its link, else
 * title and time. Neither depends on the order of the items, which the next document may change.
 */
final class ItemIdentities {
  private static final SourceNote REPEATED =
      new SourceNote("id", "stands in the document more than once, of which the newest counts");
  private static final SourceNote AMBIGUOUS =
      new SourceNote("id", "is that of other items with other links and titles and was left out");

  private final ImportContext context;

  /** The items in the order of the document; null in place of earlier versions of another one. */
  private final List<@Nullable StoredItem> items;

  private ItemIdentities(ImportContext context, List<StoredItem> items) {
    this.context = context;
    this.items = new ArrayList<>(items);
  }

  /** Returns the items with what identifies them, and of several versions of an item one. */
  static List<StoredItem> identified(ImportContext context, List<StoredItem> items) {
    ItemIdentities identities = new ItemIdentities(context, items);
    identities.compareGuids();
    identities.comparePages();
    identities.compareTitles();
    identities.compareAddresses(identity -> identity.guids().get(0));
    identities.compareAddresses(SourceIdentity::address);
    return identities.items.stream().filter(Objects::nonNull).collect(toCollection(ArrayList::new));
  }

  /** Items of one guid are versions of one story if they have one link, or none, or one title. */
  private void compareGuids() {
    for (List<Integer> same : groups(SourceIdentity::guid)) {
      if (haveOne(same, this::link) || haveOne(same, this::title)) {
        keepOne(same, ItemIdentities::newest);
      } else {
        same.forEach(
            index -> {
              SourceIdentity identity = identity(index).withAmbiguousGuid();
              replace(
                  index,
                  identity,
                  item -> item.identifiedBy(context, identity.guids()).noted(AMBIGUOUS));
            });
      }
    }
  }

  /** Items of one page are versions of one story if they have one title, else posts. */
  private void comparePages() {
    for (List<Integer> same : groups(SourceIdentity::page)) {
      if (haveOne(same, this::title)) {
        keepOne(same, BinaryOperator.maxBy(comparingInt(ItemIdentities::number)));
      }
    }
  }

  /** Items without a guid are versions of one story if they have one title, time and link. */
  private void compareTitles() {
    for (List<Integer> same : groups(SourceIdentity::titleAtLink)) {
      keepOne(same, ItemIdentities::newest);
    }
  }

  /** Items that have an address in common are told apart, except the one whose guid it is. */
  private void compareAddresses(Function<SourceIdentity, @Nullable String> address) {
    for (List<Integer> same : groups(address)) {
      same.forEach(
          index -> {
            SourceIdentity identity = identity(index);
            replace(
                index, identity, item -> item.identifiedBy(context, identity.guidsBesideOthers()));
          });
    }
  }

  /** Returns the indexes of the items that have a value in common, by that value. */
  private Collection<List<Integer>> groups(Function<SourceIdentity, @Nullable String> value) {
    Map<String, Integer> firsts = new HashMap<>();
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int index = 0; index < items.size(); index++) {
      StoredItem item = items.get(index);
      String of = item == null || item.identity() == null ? null : value.apply(item.identity());
      if (of != null) {
        String key = SourceIds.normalized(of);
        Integer first = firsts.putIfAbsent(key, index);
        if (first != null) {
          groups.computeIfAbsent(key, any -> new ArrayList<>(List.of(first))).add(index);
        }
      }
    }
    return groups.values();
  }

  private static boolean haveOne(List<Integer> indexes, Function<Integer, @Nullable String> value) {
    return indexes.stream().map(value).distinct().count() == 1;
  }

  private @Nullable String link(int index) {
    String link = identity(index).link();
    return link == null ? null : SourceIds.normalizedLink(link);
  }

  private String title(int index) {
    return valid(index).event().item().title();
  }

  private SourceIdentity identity(int index) {
    return Objects.requireNonNull(items.get(index).identity());
  }

  private SourceItem.ValidItem valid(int index) {
    return (SourceItem.ValidItem) items.get(index).load();
  }

  private static int number(StoredItem item) {
    return Objects.requireNonNull(item.identity()).number();
  }

  private static StoredItem newest(StoredItem one, StoredItem other) {
    return other.isNewerThan(one) ? other : one;
  }

  /** Keeps the latest version of an item, in the place of the first one. */
  private void keepOne(List<Integer> versions, BinaryOperator<StoredItem> latest) {
    StoredItem kept = versions.stream().map(items::get).reduce(latest).orElseThrow();
    versions.forEach(index -> items.set(index, null));
    int first = versions.get(0);
    items.set(first, kept);
    replace(first, identity(first), item -> item.noted(REPEATED));
  }

  private void replace(
      int index, SourceIdentity identity, UnaryOperator<SourceItem.ValidItem> change) {
    items.set(index, StoredItem.of(context, identity, change.apply(valid(index))));
  }
}
