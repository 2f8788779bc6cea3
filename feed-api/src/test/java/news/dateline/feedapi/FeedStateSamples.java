package news.dateline.feedapi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Origin;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;

/**
 * Records of {@code feed-state} for tests: one feed in Kyiv time, items whose minutes after noon of
 * 4 February 2025 are given.
 */
public record FeedStateSamples(FeedId feed, String epoch) {
  private static final Instant NOON = Instant.parse("2025-02-04T10:00:00Z");
  private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

  public static FeedStateSamples of(String feed, String epoch) {
    return new FeedStateSamples(new FeedId(feed), epoch);
  }

  public PublicFeed opened(long seq) {
    return feed(PublicState.Change.OPENED, seq, profile("World", FeedSettings.Access.PUBLIC));
  }

  public PublicFeed openedEarlier(long seq) {
    PublicFeed opened = opened(seq);
    return new PublicFeed(
        feed,
        epoch,
        seq,
        opened.change(),
        opened.status(),
        opened.profile(),
        NOON.minusSeconds(60));
  }

  public PublicFeed revised(long seq, String title) {
    return feed(PublicState.Change.REVISED, seq, profile(title, FeedSettings.Access.PUBLIC));
  }

  public PublicFeed forPartners(long seq) {
    return feed(PublicState.Change.OPENED, seq, profile("World", FeedSettings.Access.PARTNER));
  }

  /** For everyone, but in browsers only on these web sites. */
  public PublicFeed openedOn(long seq, String... origins) {
    FeedSettings open = profile("World", FeedSettings.Access.PUBLIC);
    return feed(
        PublicState.Change.OPENED,
        seq,
        new FeedSettings(
            open.title(),
            open.language(),
            open.timeZone(),
            open.labels(),
            open.access(),
            Stream.of(origins).map(Origin::new).toList()));
  }

  public PublicFeed closedOff(long seq) {
    return feed(PublicState.Change.REVISED, seq, profile("World", FeedSettings.Access.PARTNER));
  }

  public PublicFeed inLanguage(long seq, String language) {
    return feed(
        PublicState.Change.REVISED,
        seq,
        new FeedSettings(
            "World", language, "Europe/Kyiv", List.of(), FeedSettings.Access.PUBLIC, List.of()));
  }

  public PublicItem published(String id, long seq, int minutes) {
    return item(PublicState.Change.PUBLISHED, id, new long[] {1, seq, seq}, minutes);
  }

  public PublicItem updated(String id, long seq, long firstSeq, int minutes) {
    return item(PublicState.Change.UPDATED, id, new long[] {2, seq, firstSeq}, minutes);
  }

  public PublicItem retracted(String id, long seq, long firstSeq, int minutes) {
    Instant at = NOON.plusSeconds(60L * minutes);
    Item item =
        new Item(
            new ItemId(id),
            Item.Status.RETRACTED,
            2,
            seq,
            firstSeq,
            LocalDate.ofInstant(at, KYIV),
            at,
            null,
            null,
            null,
            null,
            List.of(),
            NOON.plusSeconds(86_400),
            "wrong");
    return new PublicItem(feed, epoch, PublicState.Change.RETRACTED, item);
  }

  private PublicItem item(PublicState.Change change, String id, long[] numbers, int minutes) {
    Instant at = NOON.plusSeconds(60L * minutes);
    Item item =
        new Item(
            new ItemId(id),
            Item.Status.PUBLISHED,
            (int) numbers[0],
            numbers[1],
            numbers[2],
            LocalDate.ofInstant(at, KYIV),
            at,
            numbers[0] > 1 ? at.plusSeconds(600) : null,
            ItemContent.titled("Title of " + id + " v" + numbers[0]).withLabel("exclusive"),
            null,
            null,
            List.of(),
            null,
            null);
    return new PublicItem(feed, epoch, change, item);
  }

  private PublicFeed feed(PublicState.Change change, long seq, FeedSettings profile) {
    return new PublicFeed(feed, epoch, seq, change, PublicFeed.Status.OPEN, profile, NOON);
  }

  private static FeedSettings profile(String title, FeedSettings.Access access) {
    return new FeedSettings(title, "en", "Europe/Kyiv", List.of(), access, List.of());
  }
}
