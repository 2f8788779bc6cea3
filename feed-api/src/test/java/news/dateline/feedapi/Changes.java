package news.dateline.feedapi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Origin;
import news.dateline.events.PublicState;

/**
 * Records of {@code feed-state} for tests: one feed in Kyiv time, items whose minutes after noon of
 * 4 February 2025 are given.
 */
public record Changes(FeedId feed, String epoch) {
  private static final Instant NOON = Instant.parse("2025-02-04T10:00:00Z");
  private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

  public static Changes of(String feed, String epoch) {
    return new Changes(new FeedId(feed), epoch);
  }

  public PublicState.OfFeed opened(long seq) {
    return feed(PublicState.Change.OPENED, seq, profile("World", FeedProfile.Access.PUBLIC));
  }

  public PublicState.OfFeed openedEarlier(long seq) {
    PublicState.OfFeed opened = opened(seq);
    return new PublicState.OfFeed(
        feed,
        epoch,
        seq,
        opened.change(),
        opened.status(),
        opened.profile(),
        NOON.minusSeconds(60));
  }

  public PublicState.OfFeed revised(long seq, String title) {
    return feed(PublicState.Change.REVISED, seq, profile(title, FeedProfile.Access.PUBLIC));
  }

  public PublicState.OfFeed forPartners(long seq) {
    return feed(PublicState.Change.OPENED, seq, profile("World", FeedProfile.Access.PARTNER));
  }

  /** For everyone, but in browsers only on these web sites. */
  public PublicState.OfFeed openedOn(long seq, String... origins) {
    FeedProfile open = profile("World", FeedProfile.Access.PUBLIC);
    return feed(
        PublicState.Change.OPENED,
        seq,
        new FeedProfile(
            open.title(),
            open.language(),
            open.timeZone(),
            open.labels(),
            open.access(),
            Stream.of(origins).map(Origin::new).toList()));
  }

  public PublicState.OfFeed closedOff(long seq) {
    return feed(PublicState.Change.REVISED, seq, profile("World", FeedProfile.Access.PARTNER));
  }

  public PublicState.OfFeed inLanguage(long seq, String language) {
    return feed(
        PublicState.Change.REVISED,
        seq,
        new FeedProfile(
            "World", language, "Europe/Kyiv", List.of(), FeedProfile.Access.PUBLIC, List.of()));
  }

  public PublicState.OfItem published(String id, long seq, int minutes) {
    return item(PublicState.Change.PUBLISHED, id, new long[] {1, seq, seq}, minutes);
  }

  public PublicState.OfItem updated(String id, long seq, long firstSeq, int minutes) {
    return item(PublicState.Change.UPDATED, id, new long[] {2, seq, firstSeq}, minutes);
  }

  public PublicState.OfItem retracted(String id, long seq, long firstSeq, int minutes) {
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
    return new PublicState.OfItem(feed, epoch, PublicState.Change.RETRACTED, item);
  }

  private PublicState.OfItem item(
      PublicState.Change change, String id, long[] numbers, int minutes) {
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
    return new PublicState.OfItem(feed, epoch, change, item);
  }

  private PublicState.OfFeed feed(PublicState.Change change, long seq, FeedProfile profile) {
    return new PublicState.OfFeed(
        feed, epoch, seq, change, PublicState.OfFeed.Status.OPEN, profile, NOON);
  }

  private static FeedProfile profile(String title, FeedProfile.Access access) {
    return new FeedProfile(title, "en", "Europe/Kyiv", List.of(), access, List.of());
  }
}
