package news.dateline.standalone;

import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.background.BackgroundEventHandler;
import com.launchdarkly.eventsource.background.BackgroundEventSource;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records a stream with an independent SSE client, LaunchDarkly's okhttp-eventsource. */
final class EventRecorder implements BackgroundEventHandler, AutoCloseable {
  private final List<JsonNode> changes = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final BackgroundEventSource source;
  private volatile @Nullable String lastId;

  EventRecorder(String stream, @Nullable String after) {
    EventSource.Builder connection = new EventSource.Builder(URI.create(stream)).lastEventId(after);
    source = new BackgroundEventSource.Builder(this, connection).build();
    source.start();
  }

  /** Returns the data of each {@code item} event so far. */
  List<JsonNode> changes() {
    return changes;
  }

  /** Returns the names of all events so far, {@code reset} and {@code at} included. */
  List<String> events() {
    return events;
  }

  @Nullable String lastId() {
    return lastId;
  }

  @Override
  public void onMessage(String event, MessageEvent message) {
    lastId = message.getLastEventId();
    events.add(event);
    if (event.equals("item")) {
      changes.add(Json.mapper().readTree(message.getData()));
    }
  }

  @Override
  public void onOpen() {}

  @Override
  public void onClosed() {}

  @Override
  public void onComment(String comment) {}

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void close() {
    source.close();
  }
}
