package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import news.dateline.events.Breaking;
import news.dateline.events.Cursor;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.index.KeyEvents.KeyEvent;
import news.dateline.feedapi.index.SortKey.BreakingOrder;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.SseFrame;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed in the encoded form that is sent.
 *
 * @param state what filters and orders need of the item
 * @param frame the item's last change
 * @param json the item; a part of the frame's bytes unless it is retracted
 * @param previous the state before the last change; null if this replica has not read it
 * @param correctedSeq the number of the last correction that is known; 0 if there is none
 * @param keyEvent null unless the item is a key event that is shown
 */
public record ItemEntry(
    ItemId id,
    SortKey sortKey,
    FilterState state,
    SseFrame frame,
    ByteSlice json,
    @Nullable PreviousState previous,
    long correctedSeq,
    @Nullable KeyEvent keyEvent)
    implements IndexEntry {
  private static final byte[] ITEM = ",\"item\":".getBytes(UTF_8);
  private static final String ENTERED = "entered";
  private static final String LEFT = "left";

  /**
   * The fields of an item that filters and orders depend on.
   *
   * @param breaking null unless the item is breaking news
   */
  record FilterState(
      boolean retracted, boolean pinned, Breaking.@Nullable Level breaking, Set<Facet> facets) {
    static FilterState of(Item item) {
      Breaking news = item.breaking();
      return new FilterState(
          item.retracted(), item.hasPin(), news == null ? null : news.level(), Facet.of(item));
    }
  }

  /**
   * The state of an item before its last change.
   *
   * @param seq the number of the change that led to it
   */
  record PreviousState(long seq, FilterState state) {}

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
    PreviousState previous = known == null ? null : new PreviousState(known.seq(), known.state());
    return new ItemEntry(
        item.id(),
        SortKey.of(item),
        FilterState.of(item),
        frame,
        json,
        previous,
        correctedSeq(state),
        KeyEvent.of(item));
  }

  /** Corrections from before they had a number count only as the item's last change. */
  private static long correctedSeq(PublicItem state) {
    long numbered =
        state.item().corrections().stream()
            .mapToLong(correction -> Objects.requireNonNullElse(correction.seq(), 0L))
            .max()
            .orElse(0);
    return state.change() == PublicState.Change.CORRECTED ? state.seq() : numbered;
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
    return state.retracted();
  }

  public boolean pinned() {
    return state.pinned();
  }

  public boolean breaking() {
    return state.breaking() != null;
  }

  /** Returns the facets; none once the item is retracted. */
  public Set<Facet> facets() {
    return state.facets();
  }

  /** Returns the place among the breaking items; null unless the item is one. */
  @Nullable BreakingOrder breakingOrder() {
    return state.breaking() == null ? null : new BreakingOrder(state.breaking(), sortKey);
  }

  /** Returns the number of the last change. */
  public long seq() {
    return frame.id().seq();
  }

  /** Parses the item from its JSON. */
  public Item item() {
    return json.read(Item.class);
  }

  @Override
  public Optional<SseFrame> frame(Filter filter, SeenRange seen) {
    boolean wasHidden =
        previous != null && previous.seq() <= seen.seq() && !filter.matches(previous.state());
    if (filter.matches(this)) {
      return Optional.of(wasHidden ? withChange(ENTERED) : frame);
    }
    boolean unknown = sortKey.firstSeq() > seen.seq() || (wasHidden && seen.contiguous());
    if (unknown) {
      return Optional.empty();
    }
    return Optional.of(retracted() ? frame : withChange(LEFT));
  }

  /** Returns the frame with another change; {@code left} is sent without the item. */
  private SseFrame withChange(String change) {
    ByteSlice data = frame.data();
    int changed = data.indexOf(',');
    int end = change.equals(LEFT) ? data.length() - 1 - json.length() - ITEM.length : data.length();
    ByteArrayOutputStream out = new ByteArrayOutputStream(end + change.length());
    out.writeBytes(("{\"change\":\"" + change + "\"").getBytes(UTF_8));
    data.part(changed, end - changed).writeTo(out);
    if (change.equals(LEFT)) {
      out.write('}');
    }
    return SseFrame.of(frame.id(), frame.type(), out.toByteArray());
  }
}
