package news.dateline.events;

/** The public state of an item. */
public record PublicItem(FeedId feed, String epoch, PublicState.Change change, Item item)
    implements PublicState {
  public PublicItem {
    FieldLimits.requirePresent("feed", feed);
    FieldLimits.requirePresent("change", change);
    FieldLimits.requirePresent("item", item);
    Cursor.check(epoch, item.seq());
  }

  @Override
  public long seq() {
    return item.seq();
  }

  @Override
  public byte[] key() {
    return item.id().keyIn(feed);
  }
}
