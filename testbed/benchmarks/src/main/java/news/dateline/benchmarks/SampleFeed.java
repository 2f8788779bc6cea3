package news.dateline.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.PublicState.Change;

/** Makes a feed of any size, with a hundred items a day of some 600 bytes of JSON each. */
record SampleFeed(FeedId id) {
  private static final String EPOCH = "k3f9";
  private static final String BODY = "x".repeat(300);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** Returns the opening of the feed, then the publication of each item. */
  Stream<PublicState> changes(int items) {
    return Stream.concat(
        Stream.of(opened()),
        LongStream.range(0, items).mapToObj(i -> published("i" + i, BODY, i + 2)));
  }

  /** Returns the opening of the feed. */
  PublicState opened() {
    FeedSettings profile =
        new FeedSettings(
            "World",
            "en",
            "Europe/Kyiv",
            List.of(),
            FeedSettings.Access.PUBLIC,
            List.of(),
            null,
            null);
    return new PublicFeed(id, EPOCH, 1, Change.OPENED, PublicFeed.Status.OPEN, profile, NOON);
  }

  /** Returns another change of one of the first items. */
  PublicState update(long seq) {
    return item("i7", BODY, Change.UPDATED, seq, 9);
  }

  /** Returns the publication of an item. */
  PublicState published(String item, String body, long seq) {
    return item(item, body, Change.PUBLISHED, seq, seq);
  }

  private PublicState item(String item, String body, Change change, long seq, long firstSeq) {
    ItemContent content = ItemContent.titled("Title of " + item).withBody(body);
    return item(item, content, change, seq, firstSeq);
  }

  /** Returns a change of an item to this content. */
  PublicState item(String item, ItemContent content, Change change, long seq, long firstSeq) {
    Item state =
        new Item(
            new ItemId(item),
            Item.Status.PUBLISHED,
            1,
            seq,
            firstSeq,
            LocalDate.EPOCH.plusDays(firstSeq / 100),
            NOON.minusSeconds(60 * firstSeq),
            null,
            content,
            null,
            null,
            List.of(),
            null,
            null);
    return new PublicItem(id, EPOCH, change, state);
  }
}
