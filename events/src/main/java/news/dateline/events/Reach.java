package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code reach}: how many open streams a replica of feed-api has for a feed, and how
 * many of them have been sent its newest change. Keyed by the feed.
 *
 * @param replica the name of the replica
 * @param seq number of the newest change that the replica knew when it counted
 * @param streams open streams of the feed, those with a filter and of several feeds included
 * @param reached how many of them have been sent everything up to {@code seq}: the bytes are
 *     written to the socket
 * @param maxLag number of changes that the stream furthest behind has not been sent; null if all
 *     streams are reached
 * @param writtenAt when the change was written to the last of the streams that did not lag, by the
 *     clock of the replica; null if it was written to none
 */
public record Reach(
    String replica,
    FeedId feed,
    String epoch,
    long seq,
    int streams,
    int reached,
    @Nullable Long maxLag,
    @Nullable Instant writtenAt) {
  public Reach {
    replica = FieldLimits.line("replica", replica);
    FieldLimits.requirePresent("feed", feed);
    Cursor.check(epoch, seq);
    if (reached < 0 || reached > streams) {
      throw new InvalidFieldException("reached", "is not between 0 and streams");
    }
  }

  /** The record's key. */
  public byte[] key() {
    return feed.value().getBytes(UTF_8);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads the value of a record of {@code reach}.
   *
   * @throws UnreadableRecordException if it is no report of a replica
   */
  public static Reach read(byte @Nullable [] value) {
    return Json.readRecord(value, Reach.class);
  }
}
