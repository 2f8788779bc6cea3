package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code import-sources}: a source that a producer polls, after its last poll. Keyed by
 * {@link #key()}.
 *
 * @param source the name of the source, as in the events of its items
 * @param generation raised by each producer that takes the source over. The rules reject an event
 *     that has a lower generation than an earlier event of the same source
 * @param owner random name of the takeover under which the record was written, because two
 *     producers can choose the same generation
 * @param address digest of the address, labels and headers of the settings, because an ETag means
 *     nothing under others
 * @param etag the header {@code ETag} of the last document whose items were all decided
 * @param lastModified the header {@code Last-Modified} of that document
 * @param due when the source is polled next
 * @param failures number of polls that failed since the last one that did not
 * @param polledAt when the last poll ended; null before the first one
 * @param result what the last poll found, a line of text; null before the first one
 */
public record PolledSource(
    FeedId feed,
    String source,
    long generation,
    String owner,
    String address,
    @Nullable String etag,
    @Nullable String lastModified,
    Instant due,
    int failures,
    @Nullable Instant polledAt,
    @Nullable String result) {
  public PolledSource {
    FieldLimits.requirePresent("feed", feed);
    FieldLimits.requirePresent("source", source);
    FieldLimits.requirePresent("owner", owner);
    FieldLimits.requirePresent("address", address);
    FieldLimits.requirePresent("due", due);
  }

  /** The record's key. */
  public byte[] key() {
    return key(feed, source).getBytes(UTF_8);
  }

  /** Returns the key of the records of a source. */
  public static String key(FeedId feed, String source) {
    return feed.value() + "/" + source;
  }

  /**
   * Returns the state of a source before its first poll. No producer has taken it over.
   *
   * @param address the digest of the settings
   */
  public static PolledSource unpolled(FeedId feed, String source, String address, Instant due) {
    return new PolledSource(feed, source, 0, "", address, null, null, due, 0, null, null);
  }

  /** Returns the same state under the generation of a producer that takes the source over. */
  public PolledSource takenOver(long by, String newOwner, Instant nextDue, int failed) {
    return new PolledSource(
        feed, source, by, newOwner, address, etag, lastModified, nextDue, failed, polledAt, result);
  }

  /** Returns the state after a poll that took a document under these settings. */
  public PolledSource withDocument(
      String settings, @Nullable String newEtag, @Nullable String newLastModified) {
    return new PolledSource(
        feed,
        source,
        generation,
        owner,
        settings,
        newEtag,
        newLastModified,
        due,
        failures,
        polledAt,
        result);
  }

  /** Returns the state after a poll, with the number of polls that failed since a good one. */
  public PolledSource polled(Instant at, String found, Instant nextDue, int failed) {
    return new PolledSource(
        feed, source, generation, owner, address, etag, lastModified, nextDue, failed, at, found);
  }

  public byte[] value() {
    return Json.write(this);
  }

  /**
   * Reads the value of a record of {@code import-sources}.
   *
   * @throws UnreadableRecordException if it is no state of a source
   */
  public static PolledSource read(byte @Nullable [] value) {
    return Json.readRecord(value, PolledSource.class);
  }
}
