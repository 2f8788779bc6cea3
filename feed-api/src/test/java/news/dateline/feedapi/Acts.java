package news.dateline.feedapi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.dateline.events.Breaking;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;

/** Records of {@code feed-state} for tests: what is done to an item or a feed that is there. */
public final class Acts {
  private Acts() {}

  public static PublicItem pinned(PublicItem was, long seq) {
    return changed(was, Change.PINNED, was.item().withPinned(true, seq));
  }

  public static PublicItem unpinned(PublicItem was, long seq) {
    return changed(was, Change.UNPINNED, was.item().withPinned(false, seq));
  }

  public static PublicItem breaking(PublicItem was, long seq, Breaking.Level level, Instant until) {
    return changed(was, Change.BREAKING, was.item().withBreaking(new Breaking(level, until), seq));
  }

  public static PublicItem calmed(PublicItem was, long seq) {
    return changed(was, Change.BREAKING_ENDED, was.item().withBreaking(null, seq));
  }

  /** The text as it is, with one more note. */
  public static PublicItem corrected(PublicItem was, long seq, Instant at, String note) {
    List<Item.Correction> trail = new ArrayList<>(was.item().corrections());
    trail.add(new Item.Correction(at, note));
    Item next = was.item().revised(dated(was.item(), content(was)), seq);
    return changed(was, Change.CORRECTED, next.withCorrections(trail));
  }

  public static PublicItem retracted(PublicItem was, long seq, String why) {
    Instant at = was.item().publishedAt().plusSeconds(3600);
    return changed(was, Change.RETRACTED, was.item().retracted(at, why, seq));
  }

  public static PublicItem restored(PublicItem was, long seq, ItemContent content) {
    return changed(was, Change.RESTORED, was.item().revised(dated(was.item(), content), seq));
  }

  /** The next version, with other content. */
  public static PublicItem updated(PublicItem was, long seq, ItemContent content) {
    return changed(was, Change.UPDATED, was.item().revised(dated(was.item(), content), seq));
  }

  /** The first version with other content. */
  public static PublicItem saying(PublicItem was, ItemContent content) {
    Item said = Item.published(was.item().id(), was.seq(), dated(was.item(), content));
    return changed(was, was.change(), said);
  }

  public static PublicFeed closed(PublicFeed was, long seq) {
    return new PublicFeed(
        was.feed(),
        was.epoch(),
        seq,
        Change.CLOSED,
        PublicFeed.Status.CLOSED,
        was.profile(),
        was.openedAt());
  }

  /** A key event with all that an item can be found by. */
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

  private static ItemContent content(PublicItem was) {
    return Objects.requireNonNull(was.item().content());
  }

  private static Item.DatedContent dated(Item item, ItemContent content) {
    return new Item.DatedContent(content, item.day(), item.publishedAt(), item.updatedAt());
  }

  private static PublicItem changed(PublicItem was, Change change, Item item) {
    return new PublicItem(was.feed(), was.epoch(), change, item);
  }
}
