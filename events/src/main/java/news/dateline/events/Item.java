package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param publishedAt the time it shows; {@link ItemContent#publishedAt()} is always null here
 * @param updatedAt the last material update, shown as <i>Updated</i>
 * @param content null once retracted
 * @param reason why it was retracted, for everyone
 */
@JsonDeserialize(using = ItemReader.class)
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
    @Nullable Instant retractedAt,
    @Nullable String reason) {

  /** Whether an item is to be read. */
  public enum Status {
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("retracted")
    RETRACTED
  }

  public Item {
    Limits.present("status", status);
    Limits.present("day", day);
    Limits.present("publishedAt", publishedAt);
    if (content != null) {
      content = content.withPublishedAt(null);
    }
    if ((content == null) != (status == Status.RETRACTED)) {
      throw new InvalidFieldException("status", "does not fit the content");
    }
  }

  public boolean retracted() {
    return status == Status.RETRACTED;
  }
}
