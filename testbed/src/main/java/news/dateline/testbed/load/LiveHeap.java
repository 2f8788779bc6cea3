package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;

/** The live heap of JVMs of this machine, from the JDK's {@code jcmd}. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("Total\\s+[0-9]+\\s+([0-9]+)");

  private LiveHeap() {}

  /** The sum of all JVMs, each after a full collection. */
  static long kilobytes(List<Long> pids) {
    return pids.stream().mapToLong(LiveHeap::bytes).sum() / 1024;
  }

  private static long bytes(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder("jcmd", Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      Matcher total = TOTAL.matcher(new String(jcmd.getInputStream().readAllBytes(), UTF_8));
      if (total.find()) {
        return Long.parseLong(total.group(1));
      }
    } catch (IOException e) {
      // reported below
    }
    throw CommandFailedException.unreachable("--heap: jcmd reports nothing about process " + pid);
  }
}
