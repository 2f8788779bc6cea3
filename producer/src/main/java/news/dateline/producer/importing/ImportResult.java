package news.dateline.producer.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import news.dateline.events.EventId;
import news.dateline.events.ItemId;
import news.dateline.events.Outcome;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a document: a line of the answer.
 *
 * @param id the item's id in the document
 * @param reason why it was not taken, the word of the outcome or problem
 * @param field the culprit of an invalid item, as the document calls it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResult(
    @Nullable String id,
    @Nullable ItemId item,
    Status status,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String detail,
    @Nullable EventId eventId,
    @Nullable Long seq,
    @Nullable Integer version) {

  /** How it ended for an item. */
  enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    /** It revises an item that waits for its embargo to end, and waits with it. */
    @JsonProperty("held")
    HELD,
    @JsonProperty("unchanged")
    UNCHANGED,
    @JsonProperty("rejected")
    REJECTED,
    /** It does not fit; nothing was written. */
    @JsonProperty("invalid")
    INVALID,
    /** It was written, and not decided within 30 s. */
    @JsonProperty("undecided")
    UNDECIDED,
    /** Kafka did not take it; the import ends here. */
    @JsonProperty("failed")
    FAILED
  }

  static ImportResult invalid(SourceItem.InvalidItem item) {
    return new ImportResult(
        item.guid(),
        null,
        Status.INVALID,
        "invalid",
        item.field(),
        item.detail(),
        null,
        null,
        null);
  }

  static ImportResult of(SourceItem.ValidItem item, Outcome outcome) {
    String reason = outcome.reason() == null ? null : ProblemType.of(outcome.reason()).reason();
    return new ImportResult(
        item.guid(),
        item.event().id(),
        Status.valueOf(outcome.status().name()),
        reason,
        null,
        null,
        outcome.eventId(),
        outcome.lastSeq(),
        outcome.version());
  }

  static ImportResult undecided(SourceItem.ValidItem item, EventId event) {
    return new ImportResult(
        item.guid(), item.event().id(), Status.UNDECIDED, null, null, null, event, null, null);
  }

  static ImportResult of(SourceItem.ValidItem item, EventId event, Problem problem) {
    boolean invalid = problem.field() != null;
    return new ImportResult(
        item.guid(),
        item.event().id(),
        invalid ? Status.INVALID : Status.FAILED,
        problem.fault().reason(),
        problem.field(),
        problem.getMessage(),
        event,
        null,
        null);
  }
}
