package news.dateline.producer.editorial;

import java.time.Duration;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.Outcomes;
import reactor.core.publisher.Mono;

/** Finds items that are at least as new as the outcomes that were read before. Thread-safe. */
final class ItemLookup {
  private static final Duration MAX_STATE_LAG = Duration.ofSeconds(2);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(20);

  private final EditorialItems items;
  private final Outcomes outcomes;

  ItemLookup(EditorialItems items, Outcomes outcomes) {
    this.items = items;
    this.outcomes = outcomes;
  }

  /**
   * Finds an item; empty if the feed has no such item. An outcome can be readable shortly before
   * the item states of the same transaction, because each partition becomes readable on its own
   * after the commit; so the lookup is repeated for up to 2 s.
   */
  Mono<EditorialItems.EditorialItem> find(FeedId feed, ItemId id) {
    Mono<EditorialItems.EditorialItem> lookup = items.find(feed, id);
    return outcomes
        .version(feed, id)
        .map(
            outcomeVersion ->
                lookup
                    .filter(found -> found.version() >= outcomeVersion && !lacksPublicState(found))
                    .repeatWhenEmpty(again -> again.delayElements(RETRY_INTERVAL))
                    .timeout(MAX_STATE_LAG, lookup))
        .defaultIfEmpty(lookup)
        .flatMap(found -> found);
  }

  private static boolean lacksPublicState(EditorialItems.EditorialItem found) {
    return found.publicItem() == null && found.status() == DeskState.Status.PUBLISHED;
  }
}
