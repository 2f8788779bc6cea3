package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event. A {@link Status#HELD} one gets a second, final outcome once its item is
 * released or withdrawn; every other outcome is final. One record of {@code news-outcomes} and the
 * answer of {@code GET /outcomes/{eventId}}.
 *
 * @param firstSeq the first change it made; null where it made none
 * @param lastSeq the last change it made
 * @param epoch the numbering of the feed, where the feed exists
 * @param version the item's version now, where the item exists
 * @param reason why it was rejected, one of the words of {@link RejectionReason}
 * @param at where the deciding record stands in {@code news-events}, {@code partition@offset}
 */
public record Outcome(
    EventId eventId,
    Status status,
    @Nullable FeedId feed,
    @Nullable ItemId item,
    @Nullable Long firstSeq,
    @Nullable Long lastSeq,
    @Nullable String epoch,
    @Nullable Integer version,
    @Nullable RejectionReason reason,
    String at) {

  /** How an event ended. */
  public enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    /** The item waits for its embargo to end. */
    @JsonProperty("held")
    HELD,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("unchanged")
    UNCHANGED
  }

  /** Returns an outcome that names no item, change, epoch, version or reason yet. */
  public static Outcome of(EventId eventId, Status status, @Nullable FeedId feed, String at) {
    return new Outcome(eventId, status, feed, null, null, null, null, null, null, at);
  }

  public Outcome withItem(@Nullable ItemId id, @Nullable Integer itemVersion) {
    return new Outcome(
        eventId, status, feed, id, firstSeq, lastSeq, epoch, itemVersion, reason, at);
  }

  public Outcome withSeqs(long first, long last) {
    return new Outcome(eventId, status, feed, item, first, last, epoch, version, reason, at);
  }

  public Outcome withEpoch(@Nullable String feedEpoch) {
    return new Outcome(
        eventId, status, feed, item, firstSeq, lastSeq, feedEpoch, version, reason, at);
  }

  public Outcome withReason(@Nullable RejectionReason rejection) {
    return new Outcome(
        eventId, status, feed, item, firstSeq, lastSeq, epoch, version, rejection, at);
  }
}
