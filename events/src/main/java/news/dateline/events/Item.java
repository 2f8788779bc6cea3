package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An item as readers see it, on {@code feed-state}, in the snapshot and on the stream alike.
 *
 * @param version counts the content, from 1
 * @param seq the number of its last change
 * @param firstSeq the number of its first change: orders items of the same second, and never
 *     changes
 * @param day the day it stands under, in the feed's time zone
 * @param publishedAt the time it shows; the times of {@link ItemContent} are always null here
 * @param updatedAt the last material update, shown as <i>Updated</i>
 * @param content null once retracted
 * @param pinned true for the one item a feed shows on top; null otherwise
 * @param breaking as long as the item is breaking news
 * @param corrections the public trail, oldest first; at most {@link #MOST_CORRECTIONS}
 * @param reason why it was retracted, for everyone
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
  /** An item that needs more corrections needs another item. */
  public static final int MOST_CORRECTIONS = 100;

  /** Whether an item is to be read. */
  public enum Status {
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("retracted")
    RETRACTED
  }

  /**
   * What was wrong, for everyone.
   *
   * @param note 1 to 1,000 characters
   */
  public record Correction(Instant at, String note) {
    public Correction {
      FieldLimits.present("at", at);
      note = FieldLimits.line("note", note);
    }
  }

  public Item {
    FieldLimits.present("status", status);
    FieldLimits.present("day", day);
    FieldLimits.present("publishedAt", publishedAt);
    content = content == null ? null : content.withoutTimes();
    pinned = Boolean.TRUE.equals(pinned) ? true : null;
    corrections = FieldLimits.list("corrections", corrections);
    boolean bare = content == null && pinned == null && breaking == null && corrections.isEmpty();
    if (status == Status.RETRACTED ? !bare : content == null) {
      throw new InvalidFieldException("status", "does not fit the content");
    }
  }

  /** A new item, with its first content. */
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
   * Content in its place.
   *
   * @param day of {@code publishedAt} in the feed's time zone
   */
  public record DatedContent(
      ItemContent content, LocalDate day, Instant publishedAt, @Nullable Instant updatedAt) {}

  public boolean retracted() {
    return status == Status.RETRACTED;
  }

  public boolean onTop() {
    return pinned != null;
  }

  /** The next version: other content, all else as it is. A retracted item is public again. */
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

  /** The same with another version; for an item that was revised before anyone saw it. */
  public Item withVersion(int other) {
    return new Item(
        id,
        status,
        other,
        seq,
        firstSeq,
        day,
        publishedAt,
        updatedAt,
        content,
        pinned,
        breaking,
        corrections,
        retractedAt,
        reason);
  }

  public Item withCorrections(List<Correction> trail) {
    return new Item(
        id,
        status,
        version,
        seq,
        firstSeq,
        day,
        publishedAt,
        updatedAt,
        content,
        pinned,
        breaking,
        trail,
        retractedAt,
        reason);
  }

  /** The same version, on top of the feed or not. */
  public Item withPinned(boolean top, long nextSeq) {
    return new Item(
        id,
        status,
        version,
        nextSeq,
        firstSeq,
        day,
        publishedAt,
        updatedAt,
        content,
        top,
        breaking,
        corrections,
        retractedAt,
        reason);
  }

  /** The same version, breaking or not any more. */
  public Item withBreaking(@Nullable Breaking news, long nextSeq) {
    return new Item(
        id,
        status,
        version,
        nextSeq,
        firstSeq,
        day,
        publishedAt,
        updatedAt,
        content,
        pinned,
        news,
        corrections,
        retractedAt,
        reason);
  }

  /** What is left of the item once it is taken back. */
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
