package news.dateline.testbed.verify.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The behaviour of one subscriber.
 *
 * @param startPosition where its first stream starts
 * @param byHeader true if it resumes by {@code Last-Event-ID}, as a browser does, false if by
 *     {@code ?after=}
 * @param random a generator of its own, so that a seed repeats its choices
 */
public record SubscriberProfile(
    StreamFilter filter,
    StartPosition startPosition,
    boolean byHeader,
    DisruptionPlan disruptions,
    SplittableRandom random) {
  private static final int STEADY = 0;

  /** Where the first stream of a subscriber starts. */
  public enum StartPosition {
    NOW,
    /** With all changes since the start of the run. */
    START,
    /** With the newest items. */
    LAST
  }

  /**
   * When a subscriber disrupts its stream, in milliseconds.
   *
   * @param drops mean time between two disconnects; 0 for none
   * @param pauses mean time between two pauses in reading; 0 for none
   * @param joins the time of the first connect after the start of the run
   */
  public record DisruptionPlan(int drops, int pauses, int joins) {
    private static DisruptionPlan draw(SplittableRandom random, int span) {
      int kind = random.nextInt(5);
      boolean drops = kind == 1 || kind == 2 || kind == 4;
      boolean pauses = kind == 3 || kind == 4;
      int joins = random.nextInt(8) == 0 && kind != STEADY ? random.nextInt(span) : 0;
      return new DisruptionPlan(
          drops ? 2_000 + random.nextInt(15_000) : 0,
          pauses ? 4_000 + random.nextInt(12_000) : 0,
          joins);
    }
  }

  /**
   * Draws the profile of one subscriber; a fifth of all disrupt nothing.
   *
   * @param span milliseconds of the run
   */
  public static SubscriberProfile draw(SplittableRandom random, StreamFilter filter, int span) {
    int where = random.nextInt(10);
    StartPosition startPosition =
        where == 0 ? StartPosition.START : where == 1 ? StartPosition.LAST : StartPosition.NOW;
    boolean byHeader = random.nextBoolean();
    return new SubscriberProfile(
        filter, startPosition, byHeader, DisruptionPlan.draw(random, span), random);
  }

  public String describe() {
    List<String> words = new ArrayList<>(filter.query().toList());
    words.add("from " + startPosition.name().toLowerCase(Locale.ROOT));
    words.add(byHeader ? "Last-Event-ID" : "?after");
    if (disruptions.drops() > 0) {
      words.add("drops");
    }
    if (disruptions.pauses() > 0) {
      words.add("pauses");
    }
    return String.join(" ", words);
  }

  /** Draws the time until the next disruption, in milliseconds. */
  public int next(int mean) {
    return 50 + random.nextInt(2 * mean);
  }
}
