package news.dateline.feedapi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.Breaking;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Kicker;
import news.dateline.events.Origin;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.PublicState.Change;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code feed-state} for tests: a feed in the time zone Europe/Kyiv, with items
 * published some minutes after noon (UTC) of 4 February 2025; and the next state of a given one.
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

  /** Returns the opening of a public feed that only scripts of these web sites may read. */
  public PublicFeed openedOn(long seq, String... origins) {
    List<Origin> sites = Stream.of(origins).map(Origin::new).toList();
    return feed(
        PublicState.Change.OPENED, seq, settings("World", "en", FeedSettings.Access.PUBLIC, sites));
  }

  public PublicFeed closedOff(long seq) {
    return feed(PublicState.Change.REVISED, seq, profile("World", FeedSettings.Access.PARTNER));
  }

  public PublicFeed inLanguage(long seq, String language) {
    return feed(
        PublicState.Change.REVISED,
        seq,
        settings("World", language, FeedSettings.Access.PUBLIC, List.of()));
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
    return settings(title, "en", access, List.of());
  }

  private static FeedSettings settings(
      String title, String language, FeedSettings.Access access, List<Origin> origins) {
    return new FeedSettings(title, language, "Europe/Kyiv", List.of(), access, origins, null, null);
  }

  public static PublicItem pinned(PublicItem before, long seq) {
    return changed(before, Change.PINNED, before.item().withPinned(true, seq));
  }

  public static PublicItem unpinned(PublicItem before, long seq) {
    return changed(before, Change.UNPINNED, before.item().withPinned(false, seq));
  }

  public static PublicItem breaking(
      PublicItem before, long seq, Breaking.Level level, Instant until) {
    return changed(
        before, Change.BREAKING, before.item().withBreaking(new Breaking(level, until), seq));
  }

  public static PublicItem breakingEnded(PublicItem before, long seq) {
    return changed(before, Change.BREAKING_ENDED, before.item().withBreaking(null, seq));
  }

  /** Returns a correction, which keeps the text and adds a note. */
  public static PublicItem corrected(PublicItem before, long seq, Instant at, String note) {
    List<Item.Correction> corrections = new ArrayList<>(before.item().corrections());
    corrections.add(new Item.Correction(at, note, seq));
    Item next = before.item().revised(dated(before.item(), content(before)), seq);
    return changed(before, Change.CORRECTED, next.withCorrections(corrections));
  }

  public static PublicItem retracted(PublicItem before, long seq, String reason) {
    Instant at = before.item().publishedAt().plusSeconds(3600);
    return changed(before, Change.RETRACTED, before.item().retracted(at, reason, seq));
  }

  public static PublicItem restored(PublicItem before, long seq, ItemContent content) {
    return changed(
        before, Change.RESTORED, before.item().revised(dated(before.item(), content), seq));
  }

  /** Returns the next version with other content. */
  public static PublicItem updated(PublicItem before, long seq, ItemContent content) {
    return changed(
        before, Change.UPDATED, before.item().revised(dated(before.item(), content), seq));
  }

  /** Returns the first version with other content. */
  public static PublicItem withContent(PublicItem before, ItemContent content) {
    Item item = Item.published(before.item().id(), before.seq(), dated(before.item(), content));
    return changed(before, before.change(), item);
  }

  public static PublicFeed closed(PublicFeed before, long seq) {
    return new PublicFeed(
        before.feed(),
        before.epoch(),
        seq,
        Change.CLOSED,
        PublicFeed.Status.CLOSED,
        before.profile(),
        before.openedAt());
  }

  /** Returns the content of an item with a lead, in a series if that is not null. */
  public static ItemContent content(String title, @Nullable String series, @Nullable String lead) {
    Kicker kicker = series == null ? null : new Kicker(series, null);
    return new ItemContent(
        title, kicker, null, lead, null, null, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  /** Returns the content of a key event with a value for each facet. */
  public static ItemContent keyEvent(String title, String section, String... tags) {
    return new ItemContent(
        title,
        null,
        "analysis",
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(tags),
        section,
        null,
        null,
        null,
        true);
  }

  private static ItemContent content(PublicItem before) {
    return Objects.requireNonNull(before.item().content());
  }

  private static Item.DatedContent dated(Item item, ItemContent content) {
    return new Item.DatedContent(content, item.day(), item.publishedAt(), item.updatedAt());
  }

  private static PublicItem changed(PublicItem before, Change change, Item item) {
    return new PublicItem(before.feed(), before.epoch(), change, item);
  }
}
