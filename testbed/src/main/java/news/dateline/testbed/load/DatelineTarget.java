package news.dateline.testbed.load;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import news.dateline.client.EditorClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.FeedId;

/** Feeds of a running Dateline: items go through the editors' API to the feeds' streams. */
final class DatelineTarget implements LoadTarget {
  /** The bytes that an event has beside the title and the lead, about. */
  private static final int EVENT_OVERHEAD_BYTES = 260;

  private final EditorClient client;
  private final List<Feed> feeds;
  private final String prefix;
  private final String lead;

  /** A feed and the address of its stream. */
  record Feed(FeedId id, URI stream) {}

  /**
   * Creates a target whose feeds get the items in turn.
   *
   * @param prefix begins the items' ids
   * @param size bytes of an event, about
   */
  DatelineTarget(EditorClient client, List<Feed> feeds, String prefix, int size) {
    this.client = client.withRetry(RetryPolicy.NEVER);
    this.feeds = List.copyOf(feeds);
    this.prefix = prefix;
    this.lead = "x".repeat(Math.max(0, size - EVENT_OVERHEAD_BYTES - 3 * prefix.length()));
  }

  @Override
  public URI stream(int subscriber) {
    return feeds.get(subscriber % feeds.size()).stream();
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
    Map<String, String> item =
        lead.isEmpty()
            ? Map.of("id", id, "title", id)
            : Map.of("id", id, "title", id, "lead", lead);
    return client
        .submit(feeds.get(number % feeds.size()).id(), item)
        .handle((answer, error) -> answer != null && answer.ok());
  }
}
