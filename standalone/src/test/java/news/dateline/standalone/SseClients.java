package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import news.dateline.events.Json;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import tools.jackson.databind.JsonNode;

/** Independent SSE clients, many at once, each on a stream of its own. */
interface SseClients extends AutoCloseable {
  /** Returns the ids of the {@code item} events that each stream has received so far, in order. */
  List<List<String>> items();

  @Override
  void close();

  /** Uses LaunchDarkly's okhttp-eventsource. */
  static SseClients okHttp(List<URI> streams) {
    List<List<String>> items = lists(streams.size());
    ExecutorService threads = Executors.newCachedThreadPool();
    OkHttpClient client = new OkHttpClient();
    List<EventSource> sources = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      List<String> mine = items.get(i);
      EventSource source =
          new EventSource.Builder(ConnectStrategy.http(streams.get(i)).httpClient(client))
              .errorStrategy(ErrorStrategy.alwaysContinue())
              .build();
      sources.add(source);
      threads.execute(
          () -> {
            for (StreamEvent event : source.anyEvents()) {
              if (event instanceof MessageEvent message && message.getEventName().equals("item")) {
                mine.add(message.getLastEventId());
              }
            }
          });
    }
    return new Of(items, List.of(() -> sources.forEach(EventSource::close), threads::shutdownNow));
  }

  /** Uses npm's eventsource, which must be installed at the path. */
  static SseClients node(List<URI> streams, Path module) {
    List<List<String>> items = lists(streams.size());
    List<String> command =
        new ArrayList<>(List.of("node", "src/test/resources/node-subscribers.js"));
    command.add(module.toAbsolutePath().toString());
    streams.forEach(stream -> command.add(stream.toString()));
    Process node = start(command);
    Thread reading =
        new Thread(
            () ->
                lines(node)
                    .forEach(
                        line -> {
                          String[] words = line.split(" ");
                          items.get(Integer.parseInt(words[0])).add(words[1]);
                        }));
    reading.start();
    return new Of(items, List.of(node::destroyForcibly));
  }

  /** Uses the EventSource of the page that is open in the browser. */
  static SseClients chromium(List<URI> streams, ChromeDriver browser) {
    browser.executeScript(
        read(Path.of("src/test/resources/browser-subscribers.js")),
        streams.stream().map(URI::toString).toList());
    return new SseClients() {
      @Override
      public List<List<String>> items() {
        Object json = browser.executeScript("return JSON.stringify(window.items)");
        List<List<String>> all = new ArrayList<>();
        for (JsonNode mine : Json.mapper().readTree(String.valueOf(json))) {
          all.add(mine.valueStream().map(JsonNode::asString).toList());
        }
        return all;
      }

      @Override
      public void close() {
        browser.executeScript("window.sources.forEach(source => source.close())");
      }
    };
  }

  /** Uses {@code curl -N} in a loop that resumes at the last id, as a shell script would. */
  static SseClients curl(List<URI> streams) {
    List<List<String>> items = lists(streams.size());
    ExecutorService threads = Executors.newCachedThreadPool();
    Map<Integer, Process> running = new ConcurrentHashMap<>();
    for (int i = 0; i < streams.size(); i++) {
      int number = i;
      threads.execute(
          () -> {
            String cursor = null;
            while (!threads.isShutdown()) {
              Process curl = start(curl(streams.get(number), cursor));
              running.put(number, curl);
              cursor = read(curl, items.get(number), cursor);
            }
          });
    }
    Runnable kill = () -> running.values().forEach(Process::destroyForcibly);
    return new Of(items, List.of(threads::shutdownNow, kill, kill));
  }

  private static List<String> curl(URI stream, @Nullable String cursor) {
    return cursor == null
        ? List.of("curl", "-sN", stream.toString())
        : List.of("curl", "-sN", "-H", "Last-Event-ID: " + cursor, stream.toString());
  }

  /** Reads complete events only; the incomplete one before a break is dropped. */
  private static @Nullable String read(Process curl, List<String> items, @Nullable String cursor) {
    String last = cursor;
    String id = "";
    String event = "";
    for (String line : (Iterable<String>) lines(curl)::iterator) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.isEmpty() && !event.isEmpty()) {
        last = id;
        if (event.equals("item")) {
          items.add(id);
        }
        event = "";
      }
    }
    return last;
  }

  /** Clients that collect ids in lists and are ended by these actions. */
  record Of(List<List<String>> items, List<Runnable> ends) implements SseClients {
    @Override
    public void close() {
      ends.forEach(Runnable::run);
    }
  }

  private static List<List<String>> lists(int size) {
    return IntStream.range(0, size)
        .<List<String>>mapToObj(i -> new CopyOnWriteArrayList<>())
        .toList();
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.util.stream.Stream<String> lines(Process process) {
    return new BufferedReader(new java.io.InputStreamReader(process.getInputStream(), UTF_8))
        .lines();
  }
}
