package news.dateline.testbed.verify.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How one subscriber behaves.
 *
 * @param startPosition where it starts
 * @param byHeader whether it comes back with {@code Last-Event-ID}, as a browser does, or with
 *     {@code ?after=}
 * @param random its own, so that it does the same again by the same seed
 */
public record SubscriberProfile(
    Filter filter,
    StartPosition startPosition,
    boolean byHeader,
    DisruptionPlan disruptions,
    SplittableRandom random) {
  private static final int STEADY = 0;

  /** Where a subscriber starts. */
  public enum StartPosition {
    NOW,
    /** With all that the run did before. */
    START,
    /** With the newest few. */
    LAST
  }

  /**
   * When it does what, in milliseconds.
   *
   * @param drops from one drop of its own to the next, on average; 0 for none
   * @param pauses from one pause in reading to the next, on average; 0 for none
   * @param joins after the start of the run
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
   * Draws the habit of one subscriber; a fifth of all are steady.
   *
   * @param span milliseconds of the run, in which some join late
   */
  public static SubscriberProfile draw(SplittableRandom random, Filter filter, int span) {
    int where = random.nextInt(10);
    StartPosition startPosition =
        where == 0 ? StartPosition.START : where == 1 ? StartPosition.LAST : StartPosition.NOW;
    boolean byHeader = random.nextBoolean();
    return new SubscriberProfile(
        filter, startPosition, byHeader, DisruptionPlan.draw(random, span), random);
  }

  /** In short, for whoever looks into what went wrong. */
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

  /** Milliseconds until the next of what happens every {@code mean} on average. */
  public int next(int mean) {
    return 50 + random.nextInt(2 * mean);
  }
}
