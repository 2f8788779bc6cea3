package news.dateline.testbed.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;

/**
 * The resources that processes of this machine have used so far, from {@code /proc}.
 *
 * @param cpuMillis user and system time of all of them
 * @param residentKilobytes resident memory of all processes
 * @param socketKilobytes memory of the kernel for all TCP sockets of this machine
 */
public record ProcessUsage(long cpuMillis, long residentKilobytes, long socketKilobytes) {
  /** {@code USER_HZ}: 100 on every Linux that Java runs on. */
  private static final int MILLIS_PER_TICK = 10;

  private static final int PAGE_KILOBYTES = 4;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
  private static final Pattern SOCKETS = Pattern.compile("TCP: .* mem ([0-9]+)");

  /** Reads the usage of the processes, without their children. */
  public static ProcessUsage of(List<Long> pids) {
    long cpu = 0;
    long resident = 0;
    for (long pid : pids) {
      cpu += ticks(read(pid + "/stat")) * MILLIS_PER_TICK;
      resident += number(RESIDENT, read(pid + "/status"));
    }
    long pages = pids.isEmpty() ? 0 : number(SOCKETS, read("net/sockstat"));
    return new ProcessUsage(cpu, resident, pages * PAGE_KILOBYTES);
  }

  private static long ticks(String stat) {
    // the name of the program, in parentheses, may contain any character
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of("/proc", file));
    } catch (IOException e) {
      throw CommandFailedException.unreachable("--server-pid: /proc/" + file + " cannot be read");
    }
  }
}
