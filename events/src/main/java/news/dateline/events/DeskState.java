package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Breaking.Planned;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code desk-state}: the state of an item that only editors may see. Keyed by {@link
 * #key()}, so that compaction keeps the newest record of each item.
 *
 * @param version version of the item, also while it is held
 * @param owner the identity that created the item, by an id that means nothing outside {@code
 *     identities}; null if unknown. Never public
 * @param held content that is not public yet, with its times: of an item that is held, submitted or
 *     returned; null otherwise
 * @param breaking the breaking news that the held item will be; null if it will be none
 * @param waiting events that get their final outcome with the release, oldest first
 * @param history the last {@link #MAX_HISTORY} acts of editors on the item, oldest first, without
 *     content
 * @param importedFrom where the item was imported from; null if no import recorded it
 */
public record DeskState(
    FeedId feed,
    String epoch,
    ItemId id,
    Status status,
    int version,
    @Nullable IdentityId owner,
    @Nullable ItemContent held,
    @Nullable Planned breaking,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PendingEvent> waiting,
    List<HistoryEntry> history,
    @Nullable ImportedFrom importedFrom) {
  /** The number of acts that are kept here; {@code news-events} keeps all. */
  public static final int MAX_HISTORY = 20;

  public enum Status {
    /** The item waits for its embargo and is not public. */
    @JsonProperty("held")
    HELD,
    /** The item waits for an editor, without a time, and is not public. */
    @JsonProperty("submitted")
    SUBMITTED,
    /** An editor returned the submitted item to its author, with a note in the history. */
    @JsonProperty("returned")
    RETURNED,
    @JsonProperty("published")
    PUBLISHED,
    /** The item was retracted, after or before it was public. */
    @JsonProperty("retracted")
    RETRACTED
  }

  /**
   * An event that waits for the release of its item.
   *
   * @param decidedAt time of its first outcome, by the timestamps of the records
   * @param at its coordinates in {@code news-events}
   */
  public record PendingEvent(EventId event, String digest, Instant decidedAt, String at) {
    public PendingEvent {
      FieldLimits.requirePresent("event", event);
      FieldLimits.requirePresent("decidedAt", decidedAt);
      FieldLimits.requireYearInRange("decidedAt", decidedAt);
    }
  }

  /**
   * An act of an editor.
   *
   * @param act a {@link PublicState.Change} by its wire name, {@code held}, {@code submitted},
   *     {@code returned} or {@code withdrawn}
   * @param by the {@code ce_source} of the event
   * @param seq number of the public change; null if there was none
   * @param note the note of an editor who returned the item; null for every other act, and once the
   *     item is retracted
   */
  public record HistoryEntry(
      String act, Instant at, String by, int version, @Nullable Long seq, @Nullable String note) {
    public HistoryEntry withoutNote() {
      return note == null ? this : new HistoryEntry(act, at, by, version, seq, null);
    }

    /**
     * Returns the history with this act at its end.
     *
     * @param retracted true if the item is retracted: a note may quote the content, which is gone
     */
    public List<HistoryEntry> after(List<HistoryEntry> before, boolean retracted) {
      int dropped = Math.max(0, before.size() + 1 - MAX_HISTORY);
      return Stream.concat(before.stream().skip(dropped), Stream.of(this))
          .map(past -> retracted ? past.withoutNote() : past)
          .toList();
    }
  }

  /**
   * Where an item was imported from. Names no text of the item and no address of it, but digests,
   * so that nothing has to be erased from a retracted item but the name of its source.
   *
   * @param source the name of the source, empty if its documents name none; once the item is
   *     retracted, the digest of the name
   * @param guid digest of the item's id in the source
   * @param digest digest of the item as the source wrote it
   * @param version version of the item that the import made. If the item has another one, an editor
   *     changed it since; 0 if no import wrote the item
   * @param contentDigests digests of times of its publication that were ahead of the clock, and
   *     those by which imports recognise the story after its text is gone, oldest first
   */
  public record ImportedFrom(
      String source,
      String guid,
      String digest,
      int version,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> contentDigests) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

    public ImportedFrom {
      FieldLimits.requirePresent("source", source);
      FieldLimits.requirePresent("guid", guid);
      FieldLimits.requirePresent("digest", digest);
      contentDigests = FieldLimits.list("contentDigests", contentDigests);
    }

    /** Returns the same origin with these digests of the story. */
    public ImportedFrom with(List<String> digests) {
      return new ImportedFrom(source, guid, digest, version, digests);
    }

    /** Returns null for what unreleased builds wrote, which had the plain id of the item. */
    static @Nullable ImportedFrom onlyDigests(@Nullable ImportedFrom from) {
      boolean plain =
          from != null
              && (!DIGEST.matcher(from.guid).matches()
                  || (from.contentDigests.isEmpty() && !DIGEST.matcher(from.source).matches()));
      return plain ? null : from;
    }
  }

  public DeskState {
    FieldLimits.requirePresent("feed", feed);
    FieldLimits.requirePresent("epoch", epoch);
    FieldLimits.requirePresent("id", id);
    FieldLimits.requirePresent("status", status);
    waiting = FieldLimits.list("waiting", waiting);
    history = FieldLimits.list("history", history);
    importedFrom = ImportedFrom.onlyDigests(importedFrom);
    boolean unpublished = status != Status.PUBLISHED && status != Status.RETRACTED;
    if ((held != null) != unpublished
        || (held != null && status == Status.HELD && held.embargoedUntil() == null)) {
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

  /** Returns true if the item waits for an editor or, after its return, for its author. */
  public boolean inReview() {
    return status == Status.SUBMITTED || status == Status.RETURNED;
  }

  public DeskState withImportedFrom(@Nullable ImportedFrom from) {
    return new DeskState(
        feed, epoch, id, status, version, owner, held, breaking, waiting, history, from);
  }

  /**
   * Reads a record of {@code desk-state}.
   *
   * @throws UnreadableRecordException if the value is no desk state
   */
  public static DeskState read(byte @Nullable [] value) {
    return Json.readRecord(value, DeskState.class);
  }
}
