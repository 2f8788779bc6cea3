package news.dateline.feedapi.fanout;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** A clock that shows the virtual time of a scheduler. */
final class VirtualClock extends Clock {
  private final Scheduler time;
  private final ZoneId zone;

  VirtualClock(Scheduler time) {
    this(time, ZoneOffset.UTC);
  }

  private VirtualClock(Scheduler time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new VirtualClock(time, other);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
  }
}
