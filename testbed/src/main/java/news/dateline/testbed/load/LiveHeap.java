package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;

/** What is reachable in the heaps of JVMs of this machine, by the JDK's {@code jcmd}. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("Total\\s+[0-9]+\\s+([0-9]+)");

  private LiveHeap() {}

  /** After a full collection, of all of them. */
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
      // as where it says nothing
    }
    throw CommandFailedException.unreachable("--heap: jcmd says nothing of process " + pid);
  }
}
