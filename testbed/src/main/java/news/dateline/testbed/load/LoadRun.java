package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.testbed.load.LoadReport.ReconnectResult;
import org.jspecify.annotations.Nullable;

/** One run: subscribers connect, items are published when they are due, deliveries are recorded. */
final class LoadRun {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
  private static final Duration SETTLE_TIME = Duration.ofSeconds(2);

  private final LoadTarget target;
  private final Schedule schedule;
  private final LoadProfile profile;
  private final Duration drainTimeout;
  private List<Long> servers;

  /**
   * The subscribers of a run and the server processes.
   *
   * @param stalled how many of the subscribers stop reading once connected
   * @param rehearsals how often all connect and disconnect before the run
   * @param threads event loops of the subscribers
   * @param servers the server processes that are measured; none if empty
   * @param heap true if the live heap of the server processes is measured
   * @param metrics their metrics pages, for the direct buffers; none if empty
   * @param during the process with whose end the publishes end; null: after the schedule
   * @param restart a command of bash that starts the service again; null: it is not
   */
  record LoadProfile(
      int subscribers,
      int stalled,
      int rehearsals,
      int threads,
      List<Long> servers,
      boolean heap,
      List<URI> metrics,
      @Nullable Long during,
      @Nullable String restart) {
    LoadProfile {
      servers = List.copyOf(servers);
      metrics = List.copyOf(metrics);
    }

    private boolean ongoing() {
      return during == null || ProcessHandle.of(during).filter(ProcessHandle::isAlive).isPresent();
    }
  }

  /**
   * Creates a run.
   *
   * @param drainTimeout the longest wait for the last deliveries
   */
  LoadRun(LoadTarget target, Schedule schedule, LoadProfile profile, Duration drainTimeout) {
    this.target = target;
    this.schedule = schedule;
    this.profile = profile;
    this.drainTimeout = drainTimeout;
    servers = profile.servers();
  }

  LoadReport run() {
    Publisher publisher = new Publisher(target, schedule, profile::ongoing);
    try (SubscriberPool pool = new SubscriberPool(target, publisher, profile)) {
      rehearse(pool);
      LoadReport.Uses uses = measure(pool, publisher);
      pool.close();
      return LoadReport.of(publisher, pool, uses);
    }
  }

  private LoadReport.Uses measure(SubscriberPool pool, Publisher publisher) {
    long heapBefore = heap();
    long directBefore = direct();
    ServerUsage before = usage();
    double connectRate = pool.connectAll();
    ServerUsage idle = usage();
    long heapIdle = heap();
    long directIdle = direct();
    pool.stall();
    ServerUsage cold = publish(pool, publisher, 0, schedule.coldAtStart());
    ServerUsage warm = publish(pool, publisher, schedule.coldAtStart(), schedule.warmUp());
    ServerUsage after = publish(pool, publisher, schedule.warmUp(), schedule.firstMissed());
    ReconnectResult reconnect = schedule.behind() == 0 ? null : measureReconnect(pool, publisher);
    ColdStart.Use coldUse = null;
    if (profile.restart() != null) {
      coldUse = measureRestart(pool, publisher, profile.restart());
    } else if (schedule.coldAtStart() > 0 && profile.rehearsals() == 0) {
      coldUse = new ColdStart.Use(connectRate, cold.cpuMillis() - before.cpuMillis());
    }
    return new LoadReport.Uses(
        connectRate,
        before,
        idle,
        warm,
        after,
        heapIdle - heapBefore,
        directIdle - directBefore,
        reconnect,
        coldUse);
  }

  private void rehearse(SubscriberPool pool) {
    for (int i = 0; i < profile.rehearsals(); i++) {
      pool.connectAll();
      pool.disconnectAll();
      LockSupport.parkNanos(SETTLE_TIME.toNanos());
    }
  }

  /** Publishes the items and waits for their deliveries. Returns the usage after that. */
  private ServerUsage publish(SubscriberPool pool, Publisher publisher, int from, int to) {
    publisher.run(from, to);
    awaitDeliveries(pool, publisher);
    return usage();
  }

  private ServerUsage usage() {
    return ServerUsage.of(servers);
  }

  private long direct() {
    return ServerUsage.directKilobytes(profile.metrics());
  }

  private long heap() {
    return profile.heap() ? ServerUsage.heapKilobytes(profile.servers()) : 0;
  }

  /** All subscribers disconnect, items are published meanwhile, and all resume at once. */
  private ReconnectResult measureReconnect(SubscriberPool pool, Publisher publisher) {
    pool.disconnectAll();
    publisher.run(schedule.firstMissed(), schedule.firstAfterRestart());
    LockSupport.parkNanos(SETTLE_TIME.toNanos());
    ServerUsage before = usage();
    long start = System.nanoTime();
    pool.reconnectAll();
    long highest = awaitDeliveries(pool, publisher);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ReconnectResult(
        schedule.behind(),
        seconds,
        (usage().cpuMillis() - before.cpuMillis()) / 1e3,
        Math.max(0, highest - before.residentKilobytes()));
  }

  /** All subscribers resume at a service that has just started. */
  private ColdStart.Use measureRestart(SubscriberPool pool, Publisher publisher, String command) {
    pool.disconnectAll();
    servers = restart(command);
    ServerUsage before = usage();
    double connectRate = pool.connectAll();
    pool.stall();
    ServerUsage after = publish(pool, publisher, schedule.firstAfterRestart(), schedule.total());
    return new ColdStart.Use(connectRate, after.cpuMillis() - before.cpuMillis());
  }

  /**
   * Returns the pids that the command prints once the service is ready. The command ends, and so
   * does all that writes to its standard output.
   */
  private static List<Long> restart(String command) {
    try {
      Process shell =
          new ProcessBuilder("bash", "-c", command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String pids = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
      return Arrays.stream(pids.split("\\s+")).map(Long::valueOf).toList();
    } catch (IOException | NumberFormatException e) {
      throw CommandFailedException.unreachable("--restart printed no pid: " + e.getMessage());
    }
  }

  /**
   * Waits until every accepted item is delivered, or the time is over. Returns the highest resident
   * memory of the servers meanwhile, in kilobytes.
   */
  private long awaitDeliveries(SubscriberPool pool, Publisher publisher) {
    long end = System.nanoTime() + drainTimeout.toNanos();
    long expected = pool.expected(publisher.accepted());
    long highest = 0;
    while (pool.delivered() < expected && System.nanoTime() - end < 0) {
      highest = Math.max(highest, usage().residentKilobytes());
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    return highest;
  }
}
