package news.dateline.client;

import java.time.Duration;
import news.dateline.events.Cursor;

/** An event that a {@link FeedStream} reports: a change, or a state of the connection. */
public sealed interface StreamEvent
    permits Change,
        StreamEvent.Connected,
        StreamEvent.Disconnected,
        StreamEvent.Reset,
        StreamEvent.Busy,
        StreamEvent.NewDay,
        StreamEvent.Unreadable {
  /** A connection was made. The changes that follow continue where the stream was. */
  record Connected() implements StreamEvent {}

  /**
   * The connection ended, or could not be made. The stream connects again by itself.
   *
   * @param reason why, for people
   * @param retryDelay the time until the next attempt
   * @param ended true if the server ended the connection in order, as a server does that stops or
   *     spreads its streams anew. Nothing is wrong unless the next attempt fails.
   */
  record Disconnected(String reason, Duration retryDelay, boolean ended) implements StreamEvent {}

  /**
   * The position does not belong to the feed's present numbering, so changes may be missing: load
   * the snapshot. The stream goes on from {@code cursor}.
   *
   * @param reason one word
   * @param snapshot the path of the snapshot
   */
  record Reset(String reason, Cursor cursor, String snapshot) implements StreamEvent {}

  /**
   * The service ends this connection and asks to come back later, which the stream does by itself.
   *
   * @param reason {@code starting}, {@code kafka-away}, {@code limits}, {@code filters}, {@code
   *     token}, {@code restricted} or {@code stopping}
   */
  record Busy(String reason) implements StreamEvent {}

  /** Midnight has passed in the feed's time zone; a hint that is never repeated. */
  record NewDay(String day) implements StreamEvent {}

  /** An event whose data cannot be read. Its change is lost: load the snapshot. */
  record Unreadable(String type) implements StreamEvent {}
}
