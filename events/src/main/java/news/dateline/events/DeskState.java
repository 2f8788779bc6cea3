package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One record of {@code desk-state}: what only editors may know of an item. Keyed by {@link #key()},
 * so after compaction the topic holds each item once.
 *
 * @param version the item's version, also while it is held
 * @param held what is held, with its times; null unless {@code status} is held
 * @param waiting the events whose final outcome comes with the release, oldest first
 * @param history what editors did to the item, oldest first, the last {@link #MAX_HISTORY} of it; never
 *     any content
 */
public record DeskState(
    FeedId feed,
    String epoch,
    ItemId id,
    Status status,
    int version,
    @Nullable ItemContent held,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PendingEvent> waiting,
    List<HistoryEntry> history) {
  /** Acts that are remembered; {@code news-events} has them all. */
  public static final int MAX_HISTORY = 20;

  /** Where an item stands, seen from the desk. */
  public enum Status {
    /** Waits for its embargo to end; no reader knows of it. */
    @JsonProperty("held")
    HELD,
    @JsonProperty("published")
    PUBLISHED,
    /** Taken back, after readers had seen it or before. */
    @JsonProperty("retracted")
    RETRACTED
  }

  /**
   * An event that is held.
   *
   * @param decidedAt the rules' time of its first outcome
   * @param at its place in {@code news-events}
   */
  public record PendingEvent(EventId event, String digest, Instant decidedAt, String at) {}

  /**
   * One act.
   *
   * @param act what it was, as a word: a {@link PublicState.Change}, {@code held} or {@code
   *     withdrawn}
   * @param by who did it, the event's {@code ce_source}
   * @param seq the change readers saw; null where they saw none
   */
  public record HistoryEntry(String act, Instant at, String by, int version, @Nullable Long seq) {}

  public DeskState {
    FieldLimits.present("feed", feed);
    FieldLimits.present("epoch", epoch);
    FieldLimits.present("id", id);
    FieldLimits.present("status", status);
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
    history = history == null ? List.of() : List.copyOf(history);
    if ((held != null) != (status == Status.HELD)
        || (held != null && held.embargoedUntil() == null)) {
      throw new InvalidFieldException("held", "does not fit the status");
    }
  }

  /** The record's key. */
  public byte[] key() {
    return id.keyIn(feed);
  }

  public byte[] value() {
    return Json.write(this);
  }

  public boolean awaitsRelease() {
    return status == Status.HELD;
  }

  /**
   * Reads a record of {@code desk-state}.
   *
   * @throws UnreadableRecordException where it is none
   */
  public static DeskState read(byte @Nullable [] value) {
    if (value == null) {
      throw new UnreadableRecordException("no value");
    }
    try {
      return Json.read(value, DeskState.class);
    } catch (JacksonException | InvalidFieldException e) {
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }
}
