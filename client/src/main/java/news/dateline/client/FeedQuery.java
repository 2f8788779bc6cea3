package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.LocalDate;
import news.dateline.events.Cursor;

/**
 * The query parameters of a feed's snapshot, changes and stream. Immutable: each method returns a
 * query with one more parameter.
 *
 * <p>Labels, tags and sections filter the feed. Values of one kind are alternatives; a shown item
 * must match every kind that has values. Each may be given up to 16 times.
 */
public final class FeedQuery {
  private static final FeedQuery ALL = new FeedQuery("");

  private final String parameters;

  private FeedQuery(String parameters) {
    this.parameters = parameters;
  }

  /** The query without parameters: everything, with the service's defaults. */
  public static FeedQuery all() {
    return ALL;
  }

  /** Shows items with this label. */
  public FeedQuery label(String label) {
    return with("label", label);
  }

  /** Shows items with this tag. */
  public FeedQuery tag(String tag) {
    return with("tag", tag);
  }

  /** Shows items of this section. */
  public FeedQuery section(String section) {
    return with("section", section);
  }

  /** Shows items of this series, the text of their kicker. */
  public FeedQuery series(String series) {
    return with("series", series);
  }

  /** Shows breaking news only; for streams and changes. */
  public FeedQuery breaking() {
    return with("breaking", "true");
  }

  /** The number of items of a page, 1 to 200. */
  public FeedQuery limit(int items) {
    return with("limit", Integer.toString(items));
  }

  /** The snapshot of one day. */
  public FeedQuery day(LocalDate day) {
    return with("day", day.toString());
  }

  /** Reads the page after the one that has this {@code next}. */
  public FeedQuery before(String next) {
    return with("before", next);
  }

  /** Waits up to 2 s until the replica has reached this position, to read one's own write. */
  public FeedQuery min(Cursor position) {
    return with("min", position.toString());
  }

  /** A stream begins after this position. Without it a stream begins now. */
  public FeedQuery after(Cursor position) {
    return with("after", position.toString());
  }

  /** A stream begins with the newest items, 1 to 200. */
  public FeedQuery last(int items) {
    return with("last", Integer.toString(items));
  }

  FeedQuery words(String words) {
    return with("q", words);
  }

  private FeedQuery with(String name, String value) {
    String parameter = name + "=" + URLEncoder.encode(value, UTF_8);
    return new FeedQuery(parameters + (parameters.isEmpty() ? "?" : "&") + parameter);
  }

  /** The query as a URL has it, with its question mark; empty without parameters. */
  @Override
  public String toString() {
    return parameters;
  }
}
