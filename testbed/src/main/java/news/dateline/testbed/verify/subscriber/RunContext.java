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
 * The objects that all subscribers of a run share.
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
   * The service and the feed under test.
   *
   * @param replicas the public APIs of the same service, used in turn
   * @param silence the longest time without a byte on an open stream
   */
  public record ServiceUnderTest(FeedId feed, List<URI> replicas, Duration silence, Clock clock) {
    public ServiceUnderTest {
      replicas = List.copyOf(replicas);
    }
  }

  public URI replica(int connection) {
    return service.replicas().get(connection % service.replicas().size());
  }

  public long now() {
    return service.clock().millis();
  }
}
