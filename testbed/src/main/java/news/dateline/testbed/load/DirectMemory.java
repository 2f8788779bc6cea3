package news.dateline.testbed.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;

/** What JVMs have in direct buffers, by the figures they publish in Prometheus' format. */
final class DirectMemory {
  private static final Pattern USED =
      Pattern.compile("(?m)^jvm_buffer_memory_used_bytes\\{[^}]*id=\"direct\"[^}]*} (\\S+)");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DirectMemory() {}

  /** Of all of them together. */
  static long kilobytes(List<URI> metrics) {
    return metrics.stream().mapToLong(DirectMemory::bytes).sum() / 1024;
  }

  private static long bytes(URI metrics) {
    try {
      HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
      String figures = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      MatchResult used = USED.matcher(figures).results().findFirst().orElseThrow(IOException::new);
      return (long) Double.parseDouble(used.group(1));
    } catch (IOException | NumberFormatException e) {
      throw CommandFailedException.unreachable(
          "--metrics: " + metrics + " says nothing of direct buffers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.unreachable("interrupted");
    }
  }
}
