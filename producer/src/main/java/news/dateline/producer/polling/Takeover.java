package news.dateline.producer.polling;

import java.time.Instant;
import java.util.UUID;
import news.dateline.events.PolledSource;
import org.jspecify.annotations.Nullable;

/** Decides under which generation a producer takes a source over, and what stays of its state. */
record Takeover(PollTarget target, PollSchedule schedule) {
  /**
   * The step to the next generation after a first rejection; each further rejection multiplies it
   * by 16.
   */
  private static final long FIRST_STEP = 16_000;

  private static final int STEP_BITS = 4;
  private static final int MAX_STEPS = 8;

  /**
   * Returns the state under a generation that is higher than the last one.
   *
   * @param last the record of the highest generation; null if there is none
   * @param failures failures in a row that no record has
   * @param rejections polls in a row that were rejected although no record has a higher generation
   */
  PolledSource of(@Nullable PolledSource last, int failures, int rejections) {
    Instant now = schedule.now();
    String settings = target.settingsDigest();
    PolledSource kept =
        last != null && last.address().equals(settings)
            ? last
            : PolledSource.unpolled(target.feed(), target.source(), settings, now);
    String owner = UUID.randomUUID().toString();
    return kept.takenOver(
        generation(last, now, rejections),
        owner,
        due(kept, now),
        Math.max(failures, kept.failures()));
  }

  private Instant due(PolledSource kept, Instant now) {
    return schedule.isReached(target.interval(), kept.due(), kept.failures()) ? now : kept.due();
  }

  /**
   * Returns a generation above the last one. If the topic was lost, the rules may know a higher one
   * than it has: each rejection takes a larger step.
   */
  private static long generation(@Nullable PolledSource last, Instant now, int rejections) {
    long next = Math.max(last == null ? 0 : last.generation() + 1, now.toEpochMilli());
    return rejections == 0
        ? next
        : next + (FIRST_STEP << (STEP_BITS * (Math.min(rejections, MAX_STEPS) - 1)));
  }
}
