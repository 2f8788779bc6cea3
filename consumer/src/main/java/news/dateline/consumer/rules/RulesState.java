package news.dateline.consumer.rules;

import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;

/** The state that the rules read. Implementations read their own writes. */
public interface RulesState {
  Optional<PublicFeed> feed(FeedId feed);

  /** Returns the seq of the last change of the feed or of any of its items; 0 if there is none. */
  long lastSeq(FeedId feed);

  Optional<ItemId> pinnedItem(FeedId feed);

  /** Returns the public state of the item, also if it is retracted. */
  Optional<PublicItem> item(FeedId feed, ItemId item);

  /** Returns what editors see of the item: held, published or retracted. */
  Optional<DeskState> deskState(FeedId feed, ItemId item);

  /** Returns the decided event of this id. Ids are kept for seven days at least. */
  Optional<ProcessedEvent> processedEvent(EventId id);

  /** Returns a fact that {@link Effects#importFacts} of an earlier decision left. */
  Optional<String> importFact(String key);
}
