package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Comparator;
import news.dateline.events.Breaking;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Item;

/**
 * The order of items in a feed, newest first. An item keeps its key when its text changes, so the
 * key of the last item on a page is also the cursor of the next page.
 */
public record SortKey(LocalDate day, Instant publishedAt, long firstSeq)
    implements Comparable<SortKey> {
  private static final Comparator<SortKey> OLDEST_FIRST =
      Comparator.comparing(SortKey::day)
          .thenComparing(SortKey::publishedAt)
          .thenComparing(SortKey::firstSeq);

  /** The order of breaking items: major before minor, then newest first. */
  record BreakingOrder(Breaking.Level level, SortKey sortKey) implements Comparable<BreakingOrder> {
    private static final Comparator<BreakingOrder> MOST_URGENT_FIRST =
        Comparator.comparing(BreakingOrder::level).thenComparing(BreakingOrder::sortKey);

    @Override
    public int compareTo(BreakingOrder other) {
      return MOST_URGENT_FIRST.compare(this, other);
    }
  }

  static SortKey of(Item item) {
    return new SortKey(item.day(), item.publishedAt(), item.firstSeq());
  }

  /** Returns a key that sorts before all items of the day. */
  static SortKey startOf(LocalDate day) {
    return new SortKey(day, Instant.MAX, Long.MAX_VALUE);
  }

  /** Returns a key that sorts after all items of the day. */
  static SortKey endOf(LocalDate day) {
    return new SortKey(day, Instant.MIN, 0);
  }

  @Override
  public int compareTo(SortKey other) {
    return OLDEST_FIRST.compare(other, this);
  }

  /** Returns the page cursor for URLs: Base64url of day, time and number. */
  @JsonValue
  @Override
  public String toString() {
    String text = day + "/" + publishedAt + "/" + firstSeq;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Parses a page cursor.
   *
   * @throws InvalidFieldException with the field if the text is not one
   */
  public static SortKey parse(String field, String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("/", -1);
      if (parts.length == 3) {
        return new SortKey(
            LocalDate.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // reported below, with the name of the field
    }
    throw new InvalidFieldException(field, "is not a page of this feed");
  }
}
