package news.dateline.testbed.verify.subscriber;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.testbed.sse.StreamClient;
import news.dateline.testbed.verify.feed.FrameCache;

/**
 * What all subscribers share.
 *
 * @param start the feed's position before the run
 */
public record RunContext(
    StreamClient client,
    ServiceUnderTest service,
    Cursor start,
    FrameCache frames,
    ConnectionCounters counters) {

  /**
   * Where the feed is read.
   *
   * @param replicas public APIs of the same service, visited in turn
   * @param silence how long an open stream may say nothing
   */
  public record ServiceUnderTest(FeedId feed, List<URI> replicas, Duration silence, Clock clock) {
    public ServiceUnderTest {
      replicas = List.copyOf(replicas);
    }
  }

  public URI replica(int visit) {
    return service.replicas().get(visit % service.replicas().size());
  }

  public long now() {
    return service.clock().millis();
  }
}
