package news.dateline.producer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream of server-sent events, each kept as its name and its data. */
final class EventStream implements AutoCloseable {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HttpURLConnection connection;
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
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          events.add(name + " " + line.substring(5).strip());
        }
      }
    } catch (IOException e) {
      // the stream has ended
    }
  }

  List<String> events() {
    return events;
  }

  boolean has(String name, String part) {
    return events.stream().anyMatch(event -> event.startsWith(name + " ") && event.contains(part));
  }

  String last(String name) {
    return events.stream().filter(event -> event.startsWith(name + " ")).reduce("", (a, b) -> b);
  }

  boolean isEnded() {
    return !reader.isAlive();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
