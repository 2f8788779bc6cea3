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

/** The direct buffers of JVMs, from the metrics they publish in the format of Prometheus. */
final class DirectMemory {
  private static final Pattern USED =
      Pattern.compile("(?m)^jvm_buffer_memory_used_bytes\\{[^}]*id=\"direct\"[^}]*} (\\S+)");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private DirectMemory() {}

  /** The sum of all JVMs. */
  static long kilobytes(List<URI> metrics) {
    return metrics.stream().mapToLong(DirectMemory::bytes).sum() / 1024;
  }

  private static long bytes(URI metrics) {
    try {
      HttpRequest request = HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build();
      String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      MatchResult used = USED.matcher(page).results().findFirst().orElseThrow(IOException::new);
      return (long) Double.parseDouble(used.group(1));
    } catch (IOException | NumberFormatException e) {
      throw CommandFailedException.unreachable(
          "--metrics: " + metrics + " has no metric of direct buffers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.unreachable("interrupted");
    }
  }
}
