package news.dateline.testbed.verify.subscriber;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.testbed.sse.StreamClient;
import news.dateline.testbed.verify.feed.FrameCache;
import news.dateline.testbed.verify.violation.Violations;

/**
 * What all subscribers of a run share.
 *
 * @param replicas the public APIs of the same service, used in turn
 * @param silence the longest time without a byte on an open stream
 * @param resetsAllowed true if a reset within one epoch is no violation
 * @param start the feed's position before the run
 */
public record RunContext(
    FeedId feed,
    List<URI> replicas,
    Duration silence,
    boolean resetsAllowed,
    Cursor start,
    StreamClient client,
    Clock clock,
    FrameCache frames,
    ConnectionCounters counters,
    Violations violations) {
  public RunContext {
    replicas = List.copyOf(replicas);
  }
}
