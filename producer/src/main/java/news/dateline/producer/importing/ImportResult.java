package news.dateline.producer.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import news.dateline.events.EventId;
import news.dateline.events.ItemId;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The result of importing one item: one line of the response.
 *
 * @param id the item's id in the document
 * @param reason why the item was not published: the reason of the outcome or problem
 * @param field the invalid field
 * @param notes what was left out of the item, cut or assumed
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
    @Nullable Integer version,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SourceNote> notes) {

  enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    /** The item updates a held item and awaits the end of the embargo with it. */
    @JsonProperty("held")
    HELD,
    @JsonProperty("unchanged")
    UNCHANGED,
    @JsonProperty("rejected")
    REJECTED,
    /** An editor wrote or changed the item, which stays as it is. */
    @JsonProperty("conflict")
    CONFLICT,
    /** The item was retracted and stays so, or its source deleted it and it is now retracted. */
    @JsonProperty("retracted")
    RETRACTED,
    /** The item is invalid; no event was written. */
    @JsonProperty("invalid")
    INVALID,
    /** The event was written but not decided within 30 s. */
    @JsonProperty("undecided")
    UNDECIDED,
    /** Kafka did not accept the event; the import ends. */
    @JsonProperty("failed")
    FAILED,
    /** The item could be published, but nothing was to be written. */
    @JsonProperty("valid")
    VALID,
    /** The line is about the document, not about an item. */
    @JsonProperty("read")
    READ
  }

  private static ImportResult of(
      @Nullable String id, @Nullable ItemId item, Status status, List<SourceNote> notes) {
    return new ImportResult(id, item, status, null, null, null, null, null, null, notes);
  }

  private ImportResult withProblem(
      @Nullable String why, @Nullable String where, @Nullable String what) {
    return new ImportResult(id, item, status, why, where, what, eventId, seq, version, notes);
  }

  private ImportResult withEvent(
      @Nullable EventId event, @Nullable Long lastSeq, @Nullable Integer newVersion) {
    return new ImportResult(
        id, item, status, reason, field, detail, event, lastSeq, newVersion, notes);
  }

  static ImportResult invalid(SourceItem.InvalidItem item) {
    return of(item.guid(), null, Status.INVALID, List.of())
        .withProblem("invalid", item.field(), item.detail());
  }

  /** The result for an item of which nothing is to be written. */
  static ImportResult unwritten(SourceItem item) {
    return item instanceof SourceItem.WritableItem writable
        ? of(writable.guid(), firstId(writable), Status.VALID, writable.notes())
        : invalid((SourceItem.InvalidItem) item);
  }

  /** Returns the result of an item whose event has no outcome yet. */
  static ImportResult undecided(SourceItem.WritableItem item, EventId event) {
    return of(item.guid(), firstId(item), Status.UNDECIDED, item.notes())
        .withEvent(event, null, null);
  }

  /** A line about the document as a whole. */
  static ImportResult document(List<SourceNote> notes) {
    return of(null, null, Status.READ, notes);
  }

  /** Returns the id that a new item gets; null for an item that the source deleted. */
  private static @Nullable ItemId firstId(SourceItem.WritableItem item) {
    return item instanceof SourceItem.ValidItem valid ? valid.firstId() : null;
  }

  /** Returns the result of an undecided item whose outcome is known now. */
  ImportResult decided(Outcome outcome) {
    String why = outcome.reason() == null ? null : ProblemType.of(outcome.reason()).reason();
    return of(id, outcome.item() == null ? item : outcome.item(), status(outcome), notes)
        .withProblem(why, null, null)
        .withEvent(outcome.eventId(), outcome.lastSeq(), outcome.version());
  }

  private Status status(Outcome outcome) {
    RejectionReason why = outcome.reason();
    if (why == RejectionReason.CONFLICT || why == RejectionReason.RETRACTED) {
      return Status.valueOf(why.name());
    }
    // only an item that the source deleted has no id
    boolean deleted = item == null;
    return deleted && outcome.status() == Outcome.Status.ACCEPTED
        ? Status.RETRACTED
        : Status.valueOf(outcome.status().name());
  }

  /**
   * Returns the result of an undecided item whose event was not written. A {@link ProblemException}
   * with a field concerns this item only.
   */
  ImportResult failed(ProblemException problem) {
    Status failure = problem.field() == null ? Status.FAILED : Status.INVALID;
    return of(id, item, failure, notes)
        .withProblem(problem.type().reason(), problem.field(), problem.getMessage())
        .withEvent(eventId, null, null);
  }
}
