package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Comparator;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Item;

/**
 * Where an item stands in its feed: newest first. It stays when the item's text changes, so a page
 * that ends at a place goes on there whatever comes in above.
 */
public record SortKey(LocalDate day, Instant publishedAt, long firstSeq)
    implements Comparable<SortKey> {
  private static final Comparator<SortKey> OLDEST_FIRST =
      Comparator.comparing(SortKey::day)
          .thenComparing(SortKey::publishedAt)
          .thenComparing(SortKey::firstSeq);

  static SortKey of(Item item) {
    return new SortKey(item.day(), item.publishedAt(), item.firstSeq());
  }

  /** Comes before everything of the day. */
  static SortKey above(LocalDate day) {
    return new SortKey(day, Instant.MAX, Long.MAX_VALUE);
  }

  /** Comes after everything of the day. */
  static SortKey below(LocalDate day) {
    return new SortKey(day, Instant.MIN, 0);
  }

  @Override
  public int compareTo(SortKey other) {
    return OLDEST_FIRST.compare(other, this);
  }

  /** The place as a page cursor, for URLs. */
  @Override
  public String toString() {
    String text = day + "/" + publishedAt + "/" + firstSeq;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** Reads a page cursor; anything else is an exception that names the field. */
  public static SortKey parse(String field, String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("/", -1);
      if (parts.length == 3) {
        return new SortKey(
            LocalDate.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // said below, in the caller's words
    }
    throw new InvalidFieldException(field, "is not a page of this feed");
  }
}
