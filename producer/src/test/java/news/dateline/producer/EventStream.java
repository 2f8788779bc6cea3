package news.dateline.producer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stream of server-sent events, each kept as its name and its data. The answer and the events are
 * compared with the description; a failure ends the stream and is thrown by its methods.
 */
final class EventStream implements AutoCloseable {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HttpURLConnection connection;
  private final AtomicReference<@Nullable AssertionError> undescribed = new AtomicReference<>();
  private final Thread reader = new Thread(this::read, "event-stream");

  private EventStream(HttpURLConnection connection) {
    this.connection = connection;
  }

  static EventStream open(ProducerFixture producer, String path, String header, String value) {
    try {
      URI address = URI.create("http://127.0.0.1:" + producer.port("local.server.port") + path);
      EventStream stream = new EventStream((HttpURLConnection) address.toURL().openConnection());
      stream.connection.setRequestProperty(header, value);
      stream.reader.setDaemon(true);
      stream.reader.start();
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(connection.getURL().toString())).build();
    try {
      readEvents(
          ProducerFixture.DESCRIPTION.checkHead(
              request, connection.getResponseCode(), connection.getContentType()));
    } catch (IOException e) {
      // the stream has ended
    } catch (AssertionError e) {
      undescribed.set(e);
    }
  }

  private void readEvents(JsonNode schema) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          String data = line.substring(5).strip();
          events.add(name + " " + data);
          ProducerFixture.DESCRIPTION.checkEvent(schema, name, data);
        }
      }
    }
  }

  List<String> events() {
    return events;
  }

  boolean has(String name, String part) {
    requireDescribed();
    return events.stream().anyMatch(event -> event.startsWith(name + " ") && event.contains(part));
  }

  String last(String name) {
    return events.stream().filter(event -> event.startsWith(name + " ")).reduce("", (a, b) -> b);
  }

  boolean isEnded() {
    boolean ended = !reader.isAlive();
    requireDescribed();
    return ended;
  }

  @Override
  public void close() {
    connection.disconnect();
    requireDescribed();
  }

  private void requireDescribed() {
    AssertionError failure = undescribed.get();
    if (failure != null) {
      throw failure;
    }
  }
}
