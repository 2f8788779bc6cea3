package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an event: a record of {@code news-outcomes} and the response of {@code GET
 * /outcomes/{eventId}}. An event whose outcome is {@link Status#HELD} gets a second, final outcome
 * when its item is released or withdrawn. Every other outcome is final.
 *
 * @param firstSeq number of the first change the event made; null if it made none
 * @param lastSeq number of the last change the event made
 * @param epoch epoch of the feed; null if the feed does not exist
 * @param version current version of the item; null if the item does not exist
 * @param reason reason of a rejection
 * @param right the right that the author lacks; null unless the reason is {@code forbidden}
 * @param at coordinates of the event in {@code news-events}: {@code partition@offset}
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
    @Nullable Right right,
    String at) {

  public Outcome {
    FieldLimits.requirePresent("eventId", eventId);
    FieldLimits.requirePresent("status", status);
  }

  public enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    /** The item waits until its embargo ends, or until an editor releases it. */
    @JsonProperty("held")
    HELD,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("unchanged")
    UNCHANGED
  }

  /** Returns an outcome that names no item, change, epoch, version or reason yet. */
  public static Outcome of(EventId eventId, Status status, @Nullable FeedId feed, String at) {
    return new Outcome(eventId, status, feed, null, null, null, null, null, null, null, at);
  }

  public Outcome withItem(@Nullable ItemId id, @Nullable Integer itemVersion) {
    return new Outcome(
        eventId, status, feed, id, firstSeq, lastSeq, epoch, itemVersion, reason, right, at);
  }

  public Outcome withSeqs(long first, long last) {
    return new Outcome(eventId, status, feed, item, first, last, epoch, version, reason, right, at);
  }

  public Outcome withEpoch(@Nullable String feedEpoch) {
    return new Outcome(
        eventId, status, feed, item, firstSeq, lastSeq, feedEpoch, version, reason, right, at);
  }

  public Outcome withReason(@Nullable RejectionReason rejection) {
    return new Outcome(
        eventId, status, feed, item, firstSeq, lastSeq, epoch, version, rejection, right, at);
  }

  public Outcome withRight(@Nullable Right missing) {
    return new Outcome(
        eventId, status, feed, item, firstSeq, lastSeq, epoch, version, reason, missing, at);
  }
}
