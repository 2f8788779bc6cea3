package news.dateline.testbed.verify;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.testbed.verify.check.LatencyRecorder.Outage;

/**
 * Kills processes and starts them again, one after the other, spread over the run. The next process
 * is killed only after the service has recovered, so that the plan and not the speed of the machine
 * decides how many are down at once.
 */
final class FaultInjector implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final VerifyOptions options;
  private final Clock clock;
  private final LongPredicate recovered;
  private final PrintWriter notices;
  private final List<Outage> outages = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fault-injector");
  private volatile boolean stopped;
  private volatile String problem = "";

  /**
   * Creates an injector that is not started.
   *
   * @param recovered returns true if the service has recovered from the faults until an instant, in
   *     epoch milliseconds
   */
  FaultInjector(VerifyOptions options, Clock clock, LongPredicate recovered, PrintWriter notices) {
    this.options = options;
    this.clock = clock;
    this.recovered = recovered;
    this.notices = notices;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    int processes = options.kills.size();
    int faults = processes * options.rounds;
    try {
      for (int i = 0; i < faults && !stopped; i++) {
        waitUntil(System.nanoTime() + options.duration.toNanos() / (faults + 1));
        injectFault(options.kills.get(i % processes), options.starts.get(i % processes));
      }
    } catch (IOException e) {
      problem = "cannot run a shell: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void injectFault(String kill, String start) throws IOException, InterruptedException {
    notices.println("killing: " + kill);
    long killed = clock.millis();
    Process killing = shell(kill);
    // a fault that ends by itself, such as a lost network, is one command and may last
    if (!killing.waitFor(options.timeout.toMillis(), TimeUnit.MILLISECONDS)
        || killing.exitValue() != 0) {
      problem = "--kill '" + kill + "' did not succeed";
    }
    waitUntil(System.nanoTime() + options.down.toNanos());
    // the command may stay in the foreground: nothing waits for its end
    shell(start);
    long started = clock.millis();
    while (!stopped && !recovered.test(started)) {
      waitUntil(System.nanoTime() + POLL_INTERVAL.toNanos());
    }
    awaitReady(kill);
    outages.add(new Outage(kill, killed, clock.millis()));
  }

  private void awaitReady(String kill) throws IOException, InterruptedException {
    long end = System.nanoTime() + options.timeout.toNanos();
    while (options.ready != null && !stopped && shell(options.ready).waitFor() != 0) {
      if (System.nanoTime() - end > 0) {
        problem = "--ready did not succeed within --patience after '" + kill + "'";
        stopped = true;
      }
      waitUntil(System.nanoTime() + POLL_INTERVAL.toNanos());
    }
  }

  private static Process shell(String command) throws IOException {
    File nowhere = new File("/dev/null");
    return new ProcessBuilder("bash", "-c", command)
        .redirectInput(nowhere)
        .redirectOutput(nowhere)
        .redirectError(nowhere)
        .start();
  }

  private void waitUntil(long end) {
    while (!stopped && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /**
   * Waits until the last process is started again.
   *
   * @throws CommandFailedException if a kill command failed: the run proves nothing then
   */
  List<Outage> outages() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!problem.isEmpty()) {
      throw CommandFailedException.unreachable(problem);
    }
    return List.copyOf(outages);
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
