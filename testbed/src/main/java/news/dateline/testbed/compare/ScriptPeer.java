package news.dateline.testbed.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.testbed.load.Outlet;
import news.dateline.testbed.terminal.CommandFailedException;

/**
 * A peer that a script starts: {@code script PORT DIRECTORY} becomes a server that puts what is
 * posted to {@code /pub} into every stream of {@code /sub}; {@code script --version} says what it
 * is, or exits otherwise than with 0 and says what would install it.
 */
final class ScriptPeer implements Peer {
  private final Path script;
  private final int port;
  private final int size;

  /**
   * A peer, not started.
   *
   * @param size bytes of an item
   */
  ScriptPeer(Path script, int port, int size) {
    this.script = script;
    this.port = port;
    this.size = size;
  }

  @Override
  public String name() {
    return script.getFileName().toString();
  }

  @Override
  public String version() {
    try {
      Process process =
          new ProcessBuilder(script.toString(), "--version").redirectErrorStream(true).start();
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
    List<String> command = List.of(script.toString(), Integer.toString(port), directory.toString());
    Part part = Part.start(command, directory.resolve(name() + ".log")).await(() -> open(port));
    return new Started(new Posted(port, size), List.of(part), List.of());
  }

  private static boolean open(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Items by HTTP, as large as Dateline's frames. */
  private static final class Posted implements Outlet {
    private static final String ITEM = "{\"id\":\"load-%d\",\"seq\":%d,\"lead\":\"%s\"}";

    private final URI base;
    private final String lead;
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Posted(int port, int size) {
      this.base = URI.create("http://127.0.0.1:" + port);
      this.lead = "x".repeat(Math.max(0, size - ITEM.length()));
    }

    @Override
    public URI stream(int reader) {
      return base.resolve("/sub");
    }

    @Override
    public String marker() {
      return "\"id\":\"load-";
    }

    @Override
    public CompletableFuture<Boolean> publish(int number) {
      String item = ITEM.formatted(number, number + 1, lead);
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/pub"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(item))
              .build();
      return http.sendAsync(request, BodyHandlers.discarding())
          .handle((response, error) -> response != null && response.statusCode() / 100 == 2);
    }
  }
}
