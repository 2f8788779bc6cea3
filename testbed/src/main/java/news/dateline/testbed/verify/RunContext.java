package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.testbed.sse.StreamClient;

/**
 * What all subscribers share.
 *
 * @param start the feed's position before the run
 */
record RunContext(
    StreamClient client, Place place, Cursor start, FrameCache frames, ConnectionCounters tally) {

  /**
   * Where the feed is read.
   *
   * @param replicas public APIs of the same service, visited in turn
   * @param silence how long an open stream may say nothing
   */
  record Place(FeedId feed, List<URI> replicas, Duration silence, Clock clock) {
    Place {
      replicas = List.copyOf(replicas);
    }
  }

  URI replica(int visit) {
    return place.replicas().get(visit % place.replicas().size());
  }

  long now() {
    return place.clock().millis();
  }
}
