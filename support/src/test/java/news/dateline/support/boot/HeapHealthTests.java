package news.dateline.support.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;

class HeapHealthTests {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** A program whose heap of 64 MB holds some megabytes of items, while it makes garbage. */
  static final class Program {
    private static final int KB = 1024;

    private Program() {}

    public static void main(String[] megabytesInUse) {
      HeapHealth heap = new HeapHealth();
      heap.start();
      Deque<byte[]> items = new ArrayDeque<>();
      for (int i = 0; i < Integer.parseInt(megabytesInUse[0]) * 16; i++) {
        items.add(new byte[64 * KB]);
      }
      // garbage that is old when it becomes garbage, for longer than the first check takes
      long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
      while (System.nanoTime() - end < 0 && heap.health().getStatus().equals(Status.UP)) {
        items.add(new byte[64 * KB]);
        items.remove();
      }
      System.out.println("health " + heap.health().getStatus());
      System.exit(items.isEmpty() ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"38, WARNING, 1", "15, UP, 0"})
  void itemsThatNearlyFillTheHeapAreAWarningInHealthAndLogAndGarbageIsNot(
      String megabytesInUse, String status, int lines) {
    try (JavaProcess program =
        JavaProcess.start(
            List.of(
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                megabytesInUse))) {
      await().atMost(TIMEOUT).until(() -> !program.isAlive());

      assertThat(program.lines()).contains("health " + status);
      assertThat(program.lines())
          .filteredOn(line -> line.contains("The heap is nearly full"))
          .hasSize(lines);
    }
  }
}
