package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;

/**
 * The resources that server processes of this machine have used so far, from {@code /proc}.
 *
 * @param cpuMillis user and system time of all of them
 * @param residentKilobytes resident memory of all processes
 * @param socketKilobytes memory of the kernel for all TCP sockets of this machine
 */
public record ServerUsage(long cpuMillis, long residentKilobytes, long socketKilobytes) {
  /** {@code USER_HZ}: 100 on every Linux that Java runs on. */
  private static final int MILLIS_PER_TICK = 10;

  private static final int PAGE_KILOBYTES = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
  private static final Pattern SOCKETS = Pattern.compile("TCP: .* mem ([0-9]+)");
  private static final Pattern HEAP = Pattern.compile("Total\\s+[0-9]+\\s+([0-9]+)");
  private static final Pattern DIRECT =
      Pattern.compile("(?m)^jvm_buffer_memory_used_bytes\\{[^}]*id=\"direct\"[^}]*} (\\S+)");

  /** Reads the usage of the processes, without their children. */
  public static ServerUsage of(List<Long> pids) {
    long cpu = 0;
    long resident = 0;
    for (long pid : pids) {
      cpu += ticks(read(pid + "/stat")) * MILLIS_PER_TICK;
      resident += number(RESIDENT, read(pid + "/status")).orElse(0);
    }
    long pages = pids.isEmpty() ? 0 : number(SOCKETS, read("net/sockstat")).orElse(0);
    return new ServerUsage(cpu, resident, pages * PAGE_KILOBYTES);
  }

  /** The live heap of JVMs after a full collection, from the JDK's {@code jcmd}. */
  static long heapKilobytes(List<Long> pids) {
    return pids.stream().mapToLong(ServerUsage::heapBytes).sum() / 1024;
  }

  private static long heapBytes(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder("jcmd", Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
      return number(HEAP, histogram).orElseThrow(IOException::new);
    } catch (IOException e) {
      throw CommandFailedException.unreachable("--heap: jcmd reports nothing about process " + pid);
    }
  }

  /** The direct buffers of JVMs, from the metrics they publish in the format of Prometheus. */
  static long directKilobytes(List<URI> metrics) {
    return metrics.stream().mapToLong(ServerUsage::directBytes).sum() / 1024;
  }

  private static long directBytes(URI metrics) {
    try {
      HttpRequest request = HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build();
      String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      Matcher used = DIRECT.matcher(page);
      return (long) Double.parseDouble(used.find() ? used.group(1) : "");
    } catch (IOException | NumberFormatException e) {
      throw CommandFailedException.unreachable(
          "--metrics: " + metrics + " has no metric of direct buffers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.unreachable("interrupted");
    }
  }

  private static long ticks(String stat) {
    // the name of the program, in parentheses, may contain any character
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static OptionalLong number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of("/proc", file));
    } catch (IOException e) {
      throw CommandFailedException.unreachable("--server-pid: /proc/" + file + " cannot be read");
    }
  }
}
