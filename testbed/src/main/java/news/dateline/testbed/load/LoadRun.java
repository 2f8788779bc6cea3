package news.dateline.testbed.load;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import news.dateline.testbed.load.LoadReport.ReconnectResult;

/** Readers gather, items are published when they are due, and what arrives is counted. */
public final class LoadRun {
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration CALM = Duration.ofSeconds(2);

  private final LoadTarget outlet;
  private final Schedule schedule;
  private final LoadProfile crowd;
  private final Duration patience;

  /**
   * Who reads, and what serves them.
   *
   * @param stalled how many of the readers stop reading once they are there
   * @param rehearsals how often all come and leave before it counts
   * @param threads event loops of the readers
   * @param servers the processes whose CPU and memory count; none if empty
   * @param heap whether they are JVMs whose live heap counts, too
   * @param metrics where they publish figures: their direct buffers count, too; none if empty
   */
  public record LoadProfile(
      int readers,
      int stalled,
      int rehearsals,
      int threads,
      List<Long> servers,
      boolean heap,
      List<URI> metrics) {
    public LoadProfile {
      servers = List.copyOf(servers);
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * A run to be made.
   *
   * @param patience for the last items to arrive
   */
  public LoadRun(LoadTarget outlet, Schedule schedule, LoadProfile crowd, Duration patience) {
    this.outlet = outlet;
    this.schedule = schedule;
    this.crowd = crowd;
    this.patience = patience;
  }

  public LoadReport run() {
    Publisher publisher = new Publisher(outlet, schedule);
    try (SubscriberPool gathering = new SubscriberPool(outlet, publisher, crowd)) {
      rehearse(gathering);
      long heapBefore = heap();
      long directBefore = direct();
      ProcessUsage before = use();
      gathering.gather();
      ProcessUsage idle = use();
      long heapIdle = heap();
      long directIdle = direct();
      gathering.stall();
      publisher.run(0, schedule.warmUp());
      settle(gathering, publisher);
      ProcessUsage warm = use();
      publisher.run(schedule.warmUp(), schedule.away());
      settle(gathering, publisher);
      ProcessUsage after = use();
      ReconnectResult comingBack = schedule.behind() == 0 ? null : comeBack(gathering, publisher);
      gathering.close();
      return LoadReport.of(
          new LoadReport.Run(schedule, crowd, publisher, gathering),
          new LoadReport.Uses(
              before, idle, warm, after, heapIdle - heapBefore, directIdle - directBefore),
          comingBack);
    }
  }

  private void rehearse(SubscriberPool gathering) {
    for (int i = 0; i < crowd.rehearsals(); i++) {
      gathering.gather();
      gathering.leave();
      LockSupport.parkNanos(CALM.toNanos());
    }
  }

  private ProcessUsage use() {
    return ProcessUsage.of(crowd.servers());
  }

  private long direct() {
    return DirectMemory.kilobytes(crowd.metrics());
  }

  private long heap() {
    return crowd.heap() ? LiveHeap.kilobytes(crowd.servers()) : 0;
  }

  /** All break off, items are published meanwhile, and all resume at once. */
  private ReconnectResult comeBack(SubscriberPool gathering, Publisher publisher) {
    gathering.leave();
    publisher.run(schedule.away(), schedule.total());
    LockSupport.parkNanos(CALM.toNanos());
    ProcessUsage before = use();
    long start = System.nanoTime();
    gathering.comeBack();
    long most = settle(gathering, publisher);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ReconnectResult(
        schedule.behind(),
        seconds,
        (use().cpuMillis() - before.cpuMillis()) / 1e3,
        Math.max(0, most - before.residentKilobytes()));
  }

  /** Waits until all that was taken is with all who read; the most memory of the servers. */
  private long settle(SubscriberPool gathering, Publisher publisher) {
    long end = System.nanoTime() + patience.toNanos();
    long expected = gathering.expected(Arrays.stream(publisher.taken()));
    long most = 0;
    while (gathering.delivered() < expected && System.nanoTime() - end < 0) {
      most = Math.max(most, use().residentKilobytes());
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return most;
  }
}
