package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.IndexEntry;
import news.dateline.feedapi.index.SeenRange;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.sse.SseFrame;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events that lead from a position towards the newest state: each item that has changed since,
 * once, in its newest state, ordered by seq. Live, lagging and new subscribers are all served from
 * deltas, so no other code can leave a change out.
 */
final class Delta {
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final String FEED_EVENT = "feed";

  private final Selection selection;
  private final Limit limit;
  private final List<ByteSlice> frames = new ArrayList<>();
  private Position end;

  /** The position that the newest frame names. */
  private Position named;

  /** How many changes lead to the position that the newest frame names. */
  private int examinedToNamed;

  private int deliveries;
  private int bytes;
  private int examined;
  private long conflated;
  private int resets;

  /** The size of a delta. The first event is included whatever its size. */
  private record Limit(int bytes, int changes, boolean contiguous) {}

  private Delta(Selection selection, Position from, Limit limit) {
    this.selection = selection;
    this.end = from;
    this.named = from;
    this.limit = limit;
  }

  /** Returns all that follows, for subscribers that have received every change up to here. */
  static Delta complete(Selection selection, Position from, List<FeedIndex> newest) {
    return collect(newest, new Delta(selection, from, new Limit(UNLIMITED, UNLIMITED, true)));
  }

  /**
   * Returns a part of at most {@code bytes}, for a subscriber that was disconnected or slow. If the
   * filter hides the newest changes, the last part ends with an {@code at} event after them: the
   * client could not tell otherwise that it has caught up. If the event does not fit, the hidden
   * changes are left to the next part.
   */
  static Delta bounded(Selection selection, Position from, List<FeedIndex> newest, int bytes) {
    Limit limit = new Limit(bytes, FeedIndex.MAX_EXAMINED, false);
    Delta delta = collect(newest, new Delta(selection, from, limit));
    if (!delta.end.equals(Position.endOf(newest)) || delta.end.equals(delta.named)) {
      return delta;
    }
    ByteSlice at = ControlEvents.at(delta.end.id(selection));
    if (!delta.fits(at)) {
      Limit toNamed = new Limit(bytes, delta.examinedToNamed, false);
      return collect(newest, new Delta(selection, from, toNamed));
    }
    delta.add(at);
    return delta;
  }

  private static Delta collect(List<FeedIndex> newest, Delta delta) {
    for (int i = 0; i < newest.size(); i++) {
      if (!delta.collect(i, newest.get(i))) {
        break;
      }
    }
    return delta;
  }

  /** Adds the changes of one feed; returns false if the limit is reached before its end. */
  private boolean collect(int feed, FeedIndex index) {
    Cursor from = end.cursors().get(feed);
    if (!from.epoch().equals(index.epoch())) {
      addReset(feed, index);
      return true;
    }
    SeenRange seen = new SeenRange(from.seq(), limit.contiguous());
    int passed = 0;
    boolean fits = true;
    for (IndexEntry entry : index.changesSince(from.seq())) {
      fits = examined < limit.changes() && tryAdd(feed, entry, seen);
      if (!fits) {
        break;
      }
      examined++;
      passed++;
    }
    conflated += end.cursors().get(feed).seq() - from.seq() - passed;
    return fits;
  }

  private boolean tryAdd(int feed, IndexEntry entry, SeenRange seen) {
    Position reached = end.with(feed, entry.frame().id());
    Optional<SseFrame> frame =
        selection.isPlain() ? Optional.of(entry.frame()) : entry.frame(selection.filter(), seen);
    if (frame.isPresent() && !tryDeliver(encode(frame.get(), feed, reached), reached)) {
      return false;
    }
    end = reached;
    return true;
  }

  private boolean tryDeliver(ByteSlice frame, Position reached) {
    if (!fits(frame)) {
      return false;
    }
    examinedToNamed = examined + 1;
    deliver(frame, reached);
    return true;
  }

  private boolean fits(ByteSlice frame) {
    return frames.isEmpty() || (long) bytes + frame.length() <= limit.bytes();
  }

  private void deliver(ByteSlice frame, Position reached) {
    add(frame);
    named = reached;
    deliveries++;
  }

  private void add(ByteSlice frame) {
    frames.add(frame);
    bytes += frame.length();
  }

  private ByteSlice encode(SseFrame frame, int feed, Position reached) {
    return selection.named()
        ? SseFrame.event(
            reached.id(selection), frame.type(), withFeed(selection.feeds().get(feed), frame))
        : frame.bytes();
  }

  /** Adds the id as the member {@code feed}. The settings of a feed are then {@code settings}. */
  private static byte[] withFeed(FeedId feed, SseFrame frame) {
    ByteSlice json = frame.data();
    if (frame.type().equals(FEED_EVENT)) {
      ObjectNode event = Json.mapper().createObjectNode().put("feed", feed.value());
      Json.mapper()
          .readTree(json.copy())
          .forEachEntry((name, value) -> event.set(name.equals("feed") ? "settings" : name, value));
      return Json.write(event);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length() + 80);
    out.writeBytes(("{\"feed\":\"" + feed + "\",").getBytes(UTF_8));
    json.part(1, json.length() - 1).writeTo(out);
    return out.toByteArray();
  }

  private void addReset(int feed, FeedIndex index) {
    end = end.with(feed, index.cursor());
    examinedToNamed = examined;
    Reset reset = Reset.of(index.feed(), Reset.Reason.UNKNOWN_EPOCH);
    deliver(ControlEvents.reset(end.id(selection), selection.name(feed), reset), end);
    resets++;
  }

  List<ByteSlice> frames() {
    return frames;
  }

  int bytes() {
    return bytes;
  }

  /** Returns the number of frames without the one that only names the end. */
  int deliveries() {
    return deliveries;
  }

  /** Returns the position of a subscriber that has been sent the delta. */
  Position end() {
    return end;
  }

  /** Returns how many changes are left out because a newer one of the same item follows. */
  long conflated() {
    return conflated;
  }

  int resets() {
    return resets;
  }
}
