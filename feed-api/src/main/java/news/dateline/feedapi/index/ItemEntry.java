package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import news.dateline.events.Breaking;
import news.dateline.events.Cursor;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed, kept as what is sent of it.
 *
 * @param marks what it is found by and how it stands out
 * @param frame its last change
 * @param json the item; part of the frame's bytes unless it is retracted
 * @param before what it was until then, as far as this replica has seen it
 */
public record ItemEntry(
    ItemId id,
    SortKey place,
    FilterState marks,
    SseFrame frame,
    ByteSlice json,
    @Nullable PreviousState before)
    implements IndexEntry {
  private static final byte[] ITEM = ",\"item\":".getBytes(UTF_8);
  private static final String ENTERED = "entered";
  private static final String LEFT = "left";

  /**
   * What the item's own fields say of it.
   *
   * @param breaking null unless it is breaking news
   */
  record FilterState(
      boolean retracted, boolean pinned, Breaking.@Nullable Level breaking, Set<Facet> facets) {
    static FilterState of(Item item) {
      Breaking news = item.breaking();
      return new FilterState(
          item.retracted(), item.onTop(), news == null ? null : news.level(), Facet.of(item));
    }
  }

  /**
   * What an item was before its last change.
   *
   * @param seq the number of the change that had made it so
   */
  record PreviousState(long seq, FilterState marks) {}

  private record Head(String change, ItemId id, int version, long seq, LocalDate day) {}

  private record Retraction(
      PublicState.Change change,
      ItemId id,
      int version,
      long seq,
      LocalDate day,
      @Nullable Instant retractedAt,
      @Nullable String reason) {}

  static ItemEntry of(PublicItem state, @Nullable ItemEntry known) {
    Item item = state.item();
    Cursor cursor = new Cursor(state.epoch(), item.seq());
    ByteSlice json = ByteSlice.of(Json.write(item));
    SseFrame frame;
    if (item.retracted()) {
      frame = SseFrame.of(cursor, "item", Json.write(retraction(state.change(), item)));
    } else {
      Head head =
          new Head(state.change().wireName(), item.id(), item.version(), item.seq(), item.day());
      frame = SseFrame.of(cursor, "item", data(head, json));
      json = frame.data().part(frame.data().length() - 1 - json.length(), json.length());
    }
    PreviousState before = known == null ? null : new PreviousState(known.seq(), known.marks());
    return new ItemEntry(item.id(), SortKey.of(item), FilterState.of(item), frame, json, before);
  }

  private static byte[] data(Head head, ByteSlice item) {
    byte[] begin = Json.write(head);
    ByteArrayOutputStream data =
        new ByteArrayOutputStream(begin.length + ITEM.length + item.length());
    data.write(begin, 0, begin.length - 1);
    data.writeBytes(ITEM);
    item.writeTo(data);
    data.write('}');
    return data.toByteArray();
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
  @Nullable BreakingOrder urgency() {
    return marks.breaking() == null ? null : new BreakingOrder(marks.breaking(), place);
  }

  /** The number of its last change. */
  public long seq() {
    return frame.id().seq();
  }

  /** The item, read anew from its JSON. */
  public Item item() {
    return json.read(Item.class);
  }

  @Override
  public Optional<SseFrame> frame(Filter filter, SeenRange seen) {
    boolean wasHidden =
        before != null && before.seq() <= seen.seq() && !filter.matches(before.marks());
    if (filter.matches(this)) {
      return Optional.of(wasHidden ? told(ENTERED) : frame);
    }
    boolean unknown = place.firstSeq() > seen.seq() || (wasHidden && seen.wholly());
    if (unknown) {
      return Optional.empty();
    }
    return Optional.of(retracted() ? frame : told(LEFT));
  }

  /** The same change under another name; without the item where its end is all there is to say. */
  private SseFrame told(String change) {
    ByteSlice data = frame.data();
    int changed = data.indexOf(',');
    int item = data.length() - 1 - json.length() - ITEM.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length());
    out.writeBytes(("{\"change\":\"" + change + "\"").getBytes(UTF_8));
    if (change.equals(LEFT)) {
      data.part(changed, item - changed).writeTo(out);
      out.write('}');
    } else {
      data.part(changed, data.length() - changed).writeTo(out);
    }
    return SseFrame.of(frame.id(), frame.type(), out.toByteArray());
  }
}
