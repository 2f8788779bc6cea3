package news.dateline.testbed.load;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import news.dateline.testbed.desk.EditorClient;

/** Feeds of a Dateline, each through the desk to its stream. */
public final class DatelineTarget implements LoadTarget {
  /** What a frame has around a title and a lead. */
  private static final int FRAME = 260;

  private final List<Feed> feeds;
  private final String prefix;
  private final String lead;

  /** Where a feed is written, and where it is read. */
  public record Feed(EditorClient desk, URI stream) {}

  /**
   * Feeds that take turns.
   *
   * @param prefix begins the items' ids
   * @param size bytes of an event, about
   */
  public DatelineTarget(List<Feed> feeds, String prefix, int size) {
    this.feeds = List.copyOf(feeds);
    this.prefix = prefix;
    this.lead = "x".repeat(Math.max(0, size - FRAME - 3 * prefix.length()));
  }

  @Override
  public URI stream(int reader) {
    return feeds.get(reader % feeds.size()).stream();
  }

  @Override
  public int streams() {
    return feeds.size();
  }

  @Override
  public String marker() {
    return "\"id\":\"" + prefix;
  }

  @Override
  public CompletableFuture<Boolean> publish(int number) {
    String id = prefix + number;
    EditorClient desk = feeds.get(number % feeds.size()).desk();
    return desk.publishAtOnce(
        lead.isEmpty()
            ? Map.of("id", id, "title", id)
            : Map.of("id", id, "title", id, "lead", lead));
  }
}
