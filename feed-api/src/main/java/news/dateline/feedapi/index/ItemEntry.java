package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import news.dateline.events.Breaking;
import news.dateline.events.Cursor;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed, kept as what is sent of it.
 *
 * @param marks what it is found by and how it stands out
 * @param frame its last change
 * @param json the item; part of the frame's bytes unless it is retracted
 */
public record ItemEntry(ItemId id, Place place, Marks marks, Frame frame, Slice json) {
  private static final byte[] ITEM = ",\"item\":".getBytes(UTF_8);

  /**
   * What the item's own fields say of it.
   *
   * @param breaking null unless it is breaking news
   */
  record Marks(
      boolean retracted, boolean pinned, Breaking.@Nullable Level breaking, Set<Facet> facets) {
    static Marks of(Item item) {
      Breaking news = item.breaking();
      return new Marks(
          item.retracted(),
          item.onTop(),
          news == null ? null : news.level(),
          Facet.of(item.content()));
    }
  }

  private record Head(PublicState.Change change, ItemId id, int version, long seq, LocalDate day) {}

  private record Retraction(
      PublicState.Change change,
      ItemId id,
      int version,
      long seq,
      LocalDate day,
      @Nullable Instant retractedAt,
      @Nullable String reason) {}

  static ItemEntry of(PublicState.OfItem state) {
    Item item = state.item();
    Cursor cursor = new Cursor(state.epoch(), item.seq());
    byte[] json = Json.write(item);
    if (item.retracted()) {
      Frame frame = Frame.of(cursor, "item", Json.write(retraction(state.change(), item)));
      return new ItemEntry(item.id(), Place.of(item), Marks.of(item), frame, Slice.of(json));
    }
    byte[] head =
        Json.write(new Head(state.change(), item.id(), item.version(), item.seq(), item.day()));
    int start = head.length - 1 + ITEM.length;
    byte[] data = Arrays.copyOf(head, start + json.length + 1);
    System.arraycopy(ITEM, 0, data, head.length - 1, ITEM.length);
    System.arraycopy(json, 0, data, start, json.length);
    data[data.length - 1] = '}';
    Frame frame = Frame.of(cursor, "item", data);
    return new ItemEntry(
        item.id(), Place.of(item), Marks.of(item), frame, frame.data().part(start, json.length));
  }

  private static Retraction retraction(PublicState.Change change, Item item) {
    return new Retraction(
        change,
        item.id(),
        item.version(),
        item.seq(),
        item.day(),
        item.retractedAt(),
        item.reason());
  }

  public boolean retracted() {
    return marks.retracted();
  }

  /** Whether it is the one on top of its feed. */
  public boolean pinned() {
    return marks.pinned();
  }

  public boolean breaking() {
    return marks.breaking() != null;
  }

  /** What it is found by; nothing once it is retracted. */
  public Set<Facet> facets() {
    return marks.facets();
  }

  /** Its rank among the breaking items; null where it is none. */
  @Nullable Urgency urgency() {
    return marks.breaking() == null ? null : new Urgency(marks.breaking(), place);
  }

  /** The number of its last change. */
  public long seq() {
    return frame.id().seq();
  }

  /** The item, read anew from its JSON. */
  public Item item() {
    return json.read(Item.class);
  }
}
