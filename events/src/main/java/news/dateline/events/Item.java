package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An item as readers see it: on {@code feed-state}, in the snapshot and on the stream. Immutable.
 *
 * @param version number of the content, from 1
 * @param seq number of the last change of the item
 * @param firstSeq number of the first change of the item. Orders items of the same second
 * @param day day of {@code publishedAt} in the feed's time zone
 * @param publishedAt the time shown. The times in {@code content} are always null
 * @param updatedAt time of the last update that was not minor; null before
 * @param content null if the item is retracted
 * @param pinned true for the one item that the feed shows on top, otherwise null
 * @param breaking null if the item is not breaking news
 * @param corrections public corrections, oldest first
 * @param reason public reason of the retraction
 */
@JsonDeserialize(converter = ItemDeserializer.class)
public record Item(
    ItemId id,
    Status status,
    int version,
    long seq,
    long firstSeq,
    LocalDate day,
    Instant publishedAt,
    @Nullable Instant updatedAt,
    @JsonUnwrapped @Nullable ItemContent content,
    @Nullable Boolean pinned,
    @Nullable Breaking breaking,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Correction> corrections,
    @Nullable Instant retractedAt,
    @Nullable String reason) {
  /** The most corrections an item can get. */
  public static final int MAX_CORRECTIONS = 100;

  public enum Status {
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("retracted")
    RETRACTED
  }

  /**
   * A public correction.
   *
   * @param note what was wrong
   * @param seq number of the change that made it; null in records from before this field existed
   */
  public record Correction(Instant at, @Limit(max = 1_000) String note, @Nullable Long seq) {
    public Correction {
      FieldLimits.requirePresent("at", at);
      note = FieldLimits.line("note", note);
    }
  }

  public Item {
    FieldLimits.requirePresent("id", id);
    FieldLimits.requirePresent("status", status);
    FieldLimits.requirePresent("day", day);
    FieldLimits.requirePresent("publishedAt", publishedAt);
    FieldLimits.requireYearInRange("publishedAt", publishedAt);
    FieldLimits.requireYearInRange("updatedAt", updatedAt);
    content = content == null ? null : content.withoutTimes();
    pinned = Boolean.TRUE.equals(pinned) ? true : null;
    corrections = FieldLimits.list("corrections", corrections);
    boolean empty = content == null && pinned == null && breaking == null && corrections.isEmpty();
    if (status == Status.RETRACTED ? !empty : content == null) {
      throw new InvalidFieldException("status", "does not fit the content");
    }
  }

  /** Returns a new item with its first content. */
  public static Item published(ItemId id, long seq, DatedContent dated) {
    return new Item(
        id,
        Status.PUBLISHED,
        1,
        seq,
        seq,
        dated.day(),
        dated.publishedAt(),
        dated.updatedAt(),
        dated.content(),
        null,
        null,
        List.of(),
        null,
        null);
  }

  /**
   * Content with its place in the feed.
   *
   * @param day day of {@code publishedAt} in the feed's time zone
   */
  public record DatedContent(
      ItemContent content, LocalDate day, Instant publishedAt, @Nullable Instant updatedAt) {}

  public boolean retracted() {
    return status == Status.RETRACTED;
  }

  public boolean hasPin() {
    return pinned != null;
  }

  /** Returns the next version, with other content. A retracted item becomes public again. */
  public Item revised(DatedContent dated, long nextSeq) {
    return new Item(
        id,
        Status.PUBLISHED,
        version + 1,
        nextSeq,
        firstSeq,
        dated.day(),
        dated.publishedAt(),
        dated.updatedAt(),
        dated.content(),
        pinned,
        breaking,
        corrections,
        null,
        null);
  }

  /** Returns the item with another version, because it was revised before anyone could read it. */
  public Item withVersion(int other) {
    return copy(other, seq, pinned, breaking, corrections);
  }

  public Item withCorrections(List<Correction> other) {
    return copy(version, seq, pinned, breaking, other);
  }

  /** Returns the same version of the item, with one more correction. */
  public Item withCorrection(Correction correction) {
    return withCorrections(Stream.concat(corrections.stream(), Stream.of(correction)).toList());
  }

  /** Returns true if the item already has this content. An absent time counts as equal. */
  public boolean sameContent(ItemContent other) {
    return other.withoutTimes().equals(content)
        && (other.publishedAt() == null || other.publishedAt().equals(publishedAt));
  }

  /** Returns the same version of the item, with or without the feed's pin. */
  public Item withPinned(boolean pin, long nextSeq) {
    return copy(version, nextSeq, pin, breaking, corrections);
  }

  /** Returns the same version of the item; not breaking any more if {@code other} is null. */
  public Item withBreaking(@Nullable Breaking other, long nextSeq) {
    return copy(version, nextSeq, pinned, other, corrections);
  }

  private Item copy(
      int newVersion,
      long newSeq,
      @Nullable Boolean pin,
      @Nullable Breaking news,
      List<Correction> newCorrections) {
    return new Item(
        id,
        status,
        newVersion,
        newSeq,
        firstSeq,
        day,
        publishedAt,
        updatedAt,
        content,
        pin,
        news,
        newCorrections,
        retractedAt,
        reason);
  }

  /** Returns the item without content, corrections and marks, because it was retracted. */
  public Item retracted(Instant at, String why, long nextSeq) {
    return new Item(
        id,
        Status.RETRACTED,
        version,
        nextSeq,
        firstSeq,
        day,
        publishedAt,
        null,
        null,
        null,
        null,
        List.of(),
        at,
        why);
  }
}
