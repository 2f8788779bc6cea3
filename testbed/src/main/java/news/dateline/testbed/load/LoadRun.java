package news.dateline.testbed.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Readers gather, items are published when they are due, and what arrives is counted. */
public final class LoadRun {
  private static final Duration GLANCE = Duration.ofMillis(2);

  private final Outlet outlet;
  private final Schedule schedule;
  private final Crowd crowd;
  private final Duration patience;

  /**
   * Who reads, and what serves them.
   *
   * @param stalled how many of the readers stop reading once they are there
   * @param threads event loops of the readers
   * @param servers the processes whose CPU and memory count; none if empty
   */
  public record Crowd(int readers, int stalled, int threads, List<Long> servers) {
    public Crowd {
      servers = List.copyOf(servers);
    }
  }

  /**
   * A run to be made.
   *
   * @param patience for the last items to arrive
   */
  public LoadRun(Outlet outlet, Schedule schedule, Crowd crowd, Duration patience) {
    this.outlet = outlet;
    this.schedule = schedule;
    this.crowd = crowd;
    this.patience = patience;
  }

  public LoadReport run() {
    Publisher publisher = new Publisher(outlet, schedule);
    try (Gathering gathering = new Gathering(outlet, publisher, crowd.readers(), crowd.threads())) {
      ServerUse before = ServerUse.of(crowd.servers());
      gathering.gather();
      ServerUse idle = ServerUse.of(crowd.servers());
      gathering.stall(crowd.stalled());
      publisher.run(0, schedule.warmUp());
      settle(gathering, publisher);
      ServerUse warm = ServerUse.of(crowd.servers());
      publisher.run(schedule.warmUp(), schedule.total());
      settle(gathering, publisher);
      ServerUse after = ServerUse.of(crowd.servers());
      gathering.close();
      return LoadReport.of(
          new LoadReport.Run(schedule, crowd, publisher, gathering),
          new LoadReport.Uses(before, idle, warm, after));
    }
  }

  /** Waits until all that was taken is with all who read. */
  private void settle(Gathering gathering, Publisher publisher) {
    long end = System.nanoTime() + patience.toNanos();
    long expected = (long) publisher.taken().length * (crowd.readers() - crowd.stalled());
    while (gathering.delivered() < expected && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }
}
