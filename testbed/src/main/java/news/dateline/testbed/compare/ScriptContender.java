package news.dateline.testbed.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.testbed.load.LoadTarget;

/**
 * A peer that a script starts: {@code script PORT DIRECTORY FEEDS} becomes a server that puts what
 * is posted to {@code /pub?feed=N} into every stream of {@code /sub?feed=N}; {@code script
 * --version FEEDS} says what it is, or exits otherwise than with 0 and says what is in the way.
 */
final class ScriptContender implements Contender {
  private final Path script;
  private final RunConfig setting;

  /** A peer, not started. */
  ScriptContender(String name, RunConfig setting) {
    this.script = setting.home().resolve("testbed/peers").resolve(name);
    this.setting = setting;
  }

  @Override
  public String name() {
    return script.getFileName().toString();
  }

  @Override
  public String version() {
    try {
      Process process =
          new ProcessBuilder(script.toString(), "--version", Integer.toString(setting.feeds()))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw CommandFailedException.unreachable(said);
      }
      return said;
    } catch (IOException e) {
      throw CommandFailedException.unreachable("cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.unreachable("interrupted");
    }
  }

  @Override
  public Started start(Path directory) {
    int port = setting.port();
    List<String> command =
        List.of(
            script.toString(),
            Integer.toString(port),
            directory.toString(),
            Integer.toString(setting.feeds()));
    ManagedProcess part =
        ManagedProcess.start(command, directory.resolve(name() + ".log")).awaitPort(port);
    return new Started(new Posted(setting), List.of(part), List.of());
  }

  /** Items by HTTP, as large as Dateline's frames. */
  private static final class Posted implements LoadTarget {
    private static final String ITEM = "{\"id\":\"load-%d\",\"seq\":%d,\"lead\":\"%s\"}";

    private final URI base;
    private final int feeds;
    private final String lead;
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Posted(RunConfig setting) {
      this.base = URI.create("http://127.0.0.1:" + setting.port());
      this.feeds = setting.feeds();
      this.lead = "x".repeat(Math.max(0, setting.size() - ITEM.length()));
    }

    @Override
    public URI stream(int reader) {
      return base.resolve("/sub?feed=" + reader % feeds);
    }

    @Override
    public int streams() {
      return feeds;
    }

    @Override
    public String marker() {
      return "\"id\":\"load-";
    }

    @Override
    public CompletableFuture<Boolean> publish(int number) {
      String item = ITEM.formatted(number, number + 1, lead);
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/pub?feed=" + number % feeds))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(item))
              .build();
      return http.sendAsync(request, BodyHandlers.discarding())
          .handle((response, error) -> response != null && response.statusCode() / 100 == 2);
    }
  }
}
