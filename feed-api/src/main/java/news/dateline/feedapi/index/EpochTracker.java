package news.dateline.feedapi.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;

/**
 * Separates the epochs of one feed. Compaction may leave an item before the record of its feed, and
 * a feed that was renumbered may leave items of the earlier epoch behind. For the writer's thread.
 */
final class EpochTracker {
  private final Set<String> retired = new HashSet<>();
  private final Map<String, Map<ItemId, PublicItem>> early = new HashMap<>();

  /** Returns the feed's next version; null until its own record has been read. */
  @Nullable FeedIndex apply(@Nullable FeedIndex index, PublicState state) {
    if (index != null && index.epoch().equals(state.epoch())) {
      return state instanceof PublicItem change
          ? index.with(change)
          : index.with((PublicFeed) state);
    }
    if (isRetired(state.epoch())) {
      return index;
    }
    if (state instanceof PublicFeed record) {
      return begin(index, record);
    }
    hold((PublicItem) state);
    return index;
  }

  boolean isRetired(String epoch) {
    return retired.contains(epoch);
  }

  private void hold(PublicItem change) {
    early
        .computeIfAbsent(change.epoch(), epoch -> new HashMap<>())
        .merge(change.item().id(), change, (a, b) -> a.seq() > b.seq() ? a : b);
  }

  /** Retires all other epochs: their records come before those of the new one. */
  private FeedIndex begin(@Nullable FeedIndex before, PublicFeed record) {
    FeedIndex index = FeedIndex.of(record);
    for (PublicItem change : early.getOrDefault(record.epoch(), Map.of()).values()) {
      index = index.with(change);
    }
    retired.addAll(early.keySet());
    if (before != null) {
      retired.add(before.epoch());
    }
    retired.remove(record.epoch());
    early.clear();
    return index;
  }
}
