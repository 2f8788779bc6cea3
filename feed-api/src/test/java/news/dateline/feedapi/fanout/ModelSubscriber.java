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
 * A reader as it should be: keeps what it is shown, comes back with its last id, and complains of
 * every event that is out of order or there twice.
 */
final class ModelSubscriber {
  private final DeliveryFixture fixture;
  private final Selection selection;
  private final Executor loop;
  private final SortedMap<String, Long> shown = new TreeMap<>();
  private final SortedMap<String, Long> seen = new TreeMap<>();
  private Position position;
  private Connection connection = new Connection();
  private volatile @Nullable AssertionError complaint;

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
          complaint = e;
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

  /** Comes back and takes whatever there is. */
  void takesAll() {
    reconnects();
    takes(Long.MAX_VALUE);
  }

  /** Takes so many buffers more. */
  void takes(long buffers) {
    connection.request(buffers);
  }

  /** Loses its connection, in the middle of an event or not, and comes back. */
  void reconnects() {
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
      shown.remove(item);
    } else {
      shown.put(item, seq);
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

  /** Whether it shows exactly what the feeds have for it. */
  void assertUpToDate(FeedStore feeds) {
    if (complaint != null) {
      throw complaint;
    }
    SortedMap<String, Long> expected = new TreeMap<>();
    for (var feed : selection.feeds()) {
      FeedIndex index = feeds.find(feed).orElseThrow();
      index.snapshot(null, null, selection.filter(), 1_000).items().stream()
          .filter(item -> !(item.retracted() && isFiltered()))
          .forEach(item -> expected.put(feed + "/" + item.id(), item.seq()));
    }
    assertThat(Map.copyOf(shown)).isEqualTo(Map.copyOf(expected));
  }
}
