package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.Json;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.BaseSubscriber;
import tools.jackson.databind.JsonNode;

/**
 * A client that follows the protocol: keeps the items it receives, resumes with its last id, and
 * fails on events that are duplicate or out of order.
 */
final class ModelSubscriber {
  private final DeliveryFixture fixture;
  private final Selection selection;
  private final Executor loop;
  private final SortedMap<String, Long> items = new TreeMap<>();
  private final SortedMap<String, Long> seen = new TreeMap<>();
  private Position position;
  private Connection connection = new Connection();
  private volatile @Nullable AssertionError failure;

  private final class Connection extends BaseSubscriber<DataBuffer> {
    private final StringBuilder pending = new StringBuilder();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    protected void hookOnNext(DataBuffer buffer) {
      if (this != connection) {
        return;
      }
      pending.append(buffer.toString(UTF_8));
      for (int end = pending.indexOf("\n\n"); end >= 0; end = pending.indexOf("\n\n")) {
        String event = pending.substring(0, end);
        pending.delete(0, end + 2);
        try {
          read(event);
        } catch (AssertionError e) {
          failure = e;
        }
      }
    }
  }

  ModelSubscriber(DeliveryFixture fixture, Selection selection, Position position, Executor loop) {
    this.fixture = fixture;
    this.selection = selection;
    this.position = position;
    this.loop = loop;
  }

  /** Reconnects and requests everything. */
  void reconnectAndReadAll() {
    reconnect();
    requestMore(Long.MAX_VALUE);
  }

  /** Requests so many more buffers. */
  void requestMore(long buffers) {
    connection.request(buffers);
  }

  /** Disconnects, possibly in the middle of an event, and resumes at the last id. */
  void reconnect() {
    connection.cancel();
    connection = new Connection();
    ResumePoint start =
        new ResumePoint(position, Collections.nCopies(selection.feeds().size(), Optional.empty()));
    fixture.body(new StreamRequest(selection, start, "x", null), loop).subscribe(connection);
  }

  private void read(String event) {
    String[] lines = event.split("\n");
    if (lines[0].startsWith("retry: ")) {
      return;
    }
    position = position(lines[0].substring("id: ".length()));
    if (!lines[1].equals("event: item")) {
      return;
    }
    JsonNode data = Json.mapper().readTree(lines[2].substring("data: ".length()));
    String feed = data.path("feed").asString(selection.feeds().get(0).value());
    long seq = data.get("seq").asLong();
    assertThat(seq).as("after %s: %s", seen, event).isGreaterThan(seen.getOrDefault(feed, 0L));
    seen.put(feed, seq);
    String item = feed + "/" + data.get("id").asString();
    boolean retracted = data.get("change").asString().equals("retracted");
    if (data.get("change").asString().equals("left") || retracted && isFiltered()) {
      items.remove(item);
    } else {
      items.put(item, seq);
    }
  }

  private Position position(String id) {
    return new Position(
        Stream.of(id.split(",", -1))
            .map(part -> Cursor.parse("id", part.substring(part.indexOf(':') + 1)))
            .toList());
  }

  private boolean isFiltered() {
    return !selection.filter().wanted().isEmpty();
  }

  /** Asserts that the received items equal the items of the feeds. */
  void assertUpToDate(FeedStore feeds) {
    if (failure != null) {
      throw failure;
    }
    SortedMap<String, Long> expected = new TreeMap<>();
    for (var feed : selection.feeds()) {
      FeedIndex index = feeds.find(feed).orElseThrow();
      index.snapshot(null, null, selection.filter(), 1_000).items().stream()
          .filter(item -> !(item.retracted() && isFiltered()))
          .forEach(item -> expected.put(feed + "/" + item.id(), item.seq()));
    }
    assertThat(Map.copyOf(items)).isEqualTo(Map.copyOf(expected));
  }
}
