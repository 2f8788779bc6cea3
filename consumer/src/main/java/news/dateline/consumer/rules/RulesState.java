package news.dateline.consumer.rules;

import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;

/** What has been decided so far, as far as a decision looks at it. */
public interface RulesState {
  /** The feed as it is now. */
  Optional<PublicFeed> feed(FeedId feed);

  /** The number of the feed's last change, whatever changed; 0 before it is opened. */
  long lastSeq(FeedId feed);

  /** The item on top of the feed: the one whose public state says so. */
  Optional<ItemId> pinnedItem(FeedId feed);

  /** The item as readers see it now, retracted or not. */
  Optional<PublicItem> item(FeedId feed, ItemId item);

  /** The item as editors see it now. */
  Optional<DeskState> deskState(FeedId feed, ItemId item);

  /**
   * What was decided under this id; at least for seven days, and what was decided on an unreadable
   * record not at all.
   */
  Optional<ProcessedEvent> processedEvent(EventId id);
}
