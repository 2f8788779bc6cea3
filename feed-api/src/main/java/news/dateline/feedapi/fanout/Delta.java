package news.dateline.feedapi.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.IndexEntry;
import news.dateline.feedapi.index.Reset;
import news.dateline.feedapi.index.SeenRange;
import news.dateline.feedapi.index.SseFrame;

/**
 * What leads from a position towards the present: every item that changed since, once, in its
 * newest state, in the order of seq. Whoever joins, lags or is live is told by this alone, so there
 * is one place that could leave something out.
 */
final class Delta {
  /** More changes than this are not looked at in one go, however many of them are hidden. */
  private static final int MAX_EXAMINED = 1_000;

  private static final int MAX = Integer.MAX_VALUE;

  private final Selection selection;
  private final Limit limit;
  private final List<ByteSlice> frames = new ArrayList<>();
  private Position end;
  private int bytes;
  private int examined;
  private long conflated;
  private int resets;

  /** How far a passage goes at most; the first event is in it whatever its size. */
  private record Limit(int bytes, int changes, boolean contiguous) {}

  private Delta(Selection selection, Position from, Limit limit) {
    this.selection = selection;
    this.end = from;
    this.limit = limit;
  }

  /** For those who have seen one version whole: all the way to the next. */
  static Delta complete(Selection selection, Position from, List<FeedIndex> next) {
    return to(next, new Delta(selection, from, new Limit(MAX, MAX, true)));
  }

  /** For one who was away or slow: not more than so many bytes. */
  static Delta bounded(Selection selection, Position from, List<FeedIndex> present, int bytes) {
    return to(present, new Delta(selection, from, new Limit(bytes, MAX_EXAMINED, false)));
  }

  private static Delta to(List<FeedIndex> present, Delta delta) {
    for (int i = 0; i < present.size(); i++) {
      if (!delta.collect(i, present.get(i))) {
        break;
      }
    }
    return delta;
  }

  private boolean collect(int feed, FeedIndex index) {
    Cursor from = end.cursors().get(feed);
    if (!from.epoch().equals(index.epoch())) {
      reset(feed, index);
      return true;
    }
    SeenRange seen = new SeenRange(from.seq(), limit.contiguous());
    int passed = 0;
    boolean room = true;
    for (IndexEntry entry : index.after(from.seq())) {
      room = examined < limit.changes() && tryAdd(feed, entry, seen);
      if (!room) {
        break;
      }
      examined++;
      passed++;
    }
    conflated += end.cursors().get(feed).seq() - from.seq() - passed;
    return room;
  }

  private boolean tryAdd(int feed, IndexEntry entry, SeenRange seen) {
    Position reached = end.with(feed, entry.frame().id());
    Optional<SseFrame> frame =
        selection.isPlain() ? Optional.of(entry.frame()) : entry.frame(selection.filter(), seen);
    if (frame.isPresent() && !tryAdd(encoded(frame.get(), feed, reached))) {
      return false;
    }
    end = reached;
    return true;
  }

  private boolean tryAdd(ByteSlice frame) {
    if (!frames.isEmpty() && (long) bytes + frame.length() > limit.bytes()) {
      return false;
    }
    frames.add(frame);
    bytes += frame.length();
    return true;
  }

  private ByteSlice encoded(SseFrame frame, int feed, Position reached) {
    return selection.named()
        ? SseFrame.event(
            reached.id(selection), frame.type(), named(selection.feeds().get(feed), frame.data()))
        : frame.bytes();
  }

  private static byte[] named(FeedId feed, ByteSlice json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length() + 80);
    out.writeBytes(("{\"feed\":\"" + feed + "\",").getBytes(UTF_8));
    json.part(1, json.length() - 1).writeTo(out);
    return out.toByteArray();
  }

  private void reset(int feed, FeedIndex index) {
    end = end.with(feed, index.cursor());
    Reset reset = Reset.of(index.feed(), Reset.Reason.UNKNOWN_EPOCH);
    ByteSlice frame = ControlEvents.reset(end.id(selection), selection.name(feed), reset);
    frames.add(frame);
    bytes += frame.length();
    resets++;
  }

  List<ByteSlice> frames() {
    return frames;
  }

  int bytes() {
    return bytes;
  }

  /** Where someone is who has read it. */
  Position end() {
    return end;
  }

  /** Changes that are left out because a newer one of the same item follows. */
  long conflated() {
    return conflated;
  }

  int resets() {
    return resets;
  }
}
