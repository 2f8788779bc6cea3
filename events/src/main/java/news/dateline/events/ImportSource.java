package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code import-sources}: how far a producer is that polls a source for a feed. Keyed
 * by {@link #key()}.
 *
 * @param generation number of the poller. Each poller that takes over a source has a higher one
 *     than all before, and the rules reject what an earlier one writes
 * @param settings digest of the settings of the source. The validators hold for these only
 * @param etag the {@code ETag} of the document that was imported last; null if there was none
 * @param lastModified the {@code Last-Modified} of that document; null if there was none
 * @param dueAt when the source is polled next
 * @param failures number of polls that failed since the last one that did not
 * @param lastPoll the last poll; null if there was none
 */
public record ImportSource(
    FeedId feed,
    String source,
    long generation,
    String settings,
    @Nullable String etag,
    @Nullable String lastModified,
    Instant dueAt,
    int failures,
    @Nullable Poll lastPoll) {

  /**
   * A poll of a source.
   *
   * @param result how it ended: imported, unchanged or failed
   * @param found number of items in the document
   * @param changed number of items that were published or updated
   * @param detail why the poll failed; null if it did not
   */
  public record Poll(Instant at, String result, int found, int changed, @Nullable String detail) {
    public Poll {
      FieldLimits.present("at", at);
      FieldLimits.present("result", result);
    }
  }

  public ImportSource {
    FieldLimits.present("feed", feed);
    FieldLimits.present("source", source);
    FieldLimits.present("settings", settings);
    FieldLimits.present("dueAt", dueAt);
  }

  /** The record's key. */
  public byte[] key() {
    return keyOf(feed, source).getBytes(UTF_8);
  }

  /** Returns the key of a source of a feed, as text. */
  public static String keyOf(FeedId feed, String source) {
    return feed.value() + "/" + source;
  }

  public byte[] value() {
    return Json.write(this);
  }

  /** Returns the same source, taken over by another poller. */
  public ImportSource claimedBy(long poller) {
    return new ImportSource(
        feed, source, poller, settings, etag, lastModified, dueAt, failures, lastPoll);
  }

  /** Returns the same source, polled next at another time. */
  public ImportSource dueAt(Instant due) {
    return new ImportSource(
        feed, source, generation, settings, etag, lastModified, due, failures, lastPoll);
  }

  /**
   * Reads a record of {@code import-sources}.
   *
   * @throws UnreadableRecordException if the value is no source
   */
  public static ImportSource read(byte @Nullable [] value) {
    return Json.readRecord(value, ImportSource.class);
  }
}
