package news.dateline.feedapi.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import news.dateline.events.Cursor;
import news.dateline.events.Json;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Frame;
import news.dateline.feedapi.index.Reset;
import news.dateline.feedapi.index.Slice;

/**
 * How a stream begins.
 *
 * @param cursor what the reader has seen
 * @param preface what it is sent first: how long to wait before it comes back, and where it is, so
 *     that a connection that is lost right now still resumes
 */
record Start(Cursor cursor, Slice preface) {
  private static final byte[] NOTHING = "{}".getBytes(UTF_8);

  private record Busy(String reason) {}

  /** Goes on at the cursor. */
  static Start at(Cursor cursor, Duration retry) {
    return new Start(cursor, preface(retry, at(cursor)));
  }

  /** Goes on at the feed's present end. */
  static Start reset(FeedIndex index, Reset.Reason reason, Duration retry) {
    return new Start(index.cursor(), preface(retry, reset(index, reason)));
  }

  /** All that is sent where there can be no stream now. */
  static byte[] busy(String reason, Duration retry) {
    String event = "event: busy\ndata: " + new String(Json.write(new Busy(reason)), UTF_8);
    return (retry(retry) + event + "\n\n").getBytes(UTF_8);
  }

  /** Where the reader is. */
  static Slice at(Cursor cursor) {
    return Frame.of(cursor, "at", NOTHING).bytes();
  }

  /** That the reader must load the snapshot, and that the stream goes on from its present end. */
  static Slice reset(FeedIndex index, Reset.Reason reason) {
    byte[] json = Json.write(Reset.of(index.feed(), reason));
    return Frame.of(index.cursor(), "reset", json).bytes();
  }

  private static Slice preface(Duration retry, Slice frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(retry(retry).getBytes(UTF_8));
    frame.writeTo(out);
    return Slice.of(out.toByteArray());
  }

  private static String retry(Duration retry) {
    return "retry: " + retry.toMillis() + "\n\n";
  }
}
