package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Json;

/**
 * Measures by what streams receive whether they end in time. Items are published until the streams
 * have ended, each with the time of its publication as its title.
 */
final class RevokedStreams {
  /** The time within which the end of a token or session holds on every producer. */
  private static final Duration MAX_DELAY = Duration.ofSeconds(2);

  private static final Duration MAX_WAIT = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private RevokedStreams() {}

  /**
   * Fails if a stream receives an item that was published more than 2 s after the answer to the
   * revocation, or does not end.
   *
   * @param publisher publishes the items on the feed
   * @param revocation returns when it is answered
   */
  static void assertEnd(
      ProducerFixture publisher, String feed, Runnable revocation, EventStream... streams) {
    await()
        .atMost(MAX_WAIT)
        .pollInterval(INTERVAL)
        .until(
            () -> {
              publish(publisher, feed);
              return Stream.of(streams).noneMatch(stream -> published(stream).isEmpty());
            });
    revocation.run();
    Instant deadline = Instant.now().plus(MAX_DELAY);

    await()
        .atMost(MAX_WAIT)
        .pollInterval(INTERVAL)
        .until(
            () -> {
              publish(publisher, feed);
              return Stream.of(streams).allMatch(EventStream::isEnded);
            });

    for (EventStream stream : streams) {
      assertThat(published(stream)).allMatch(deadline::isAfter);
    }
  }

  private static void publish(ProducerFixture publisher, String feed) {
    String item = "{\"title\":\"" + Instant.now() + "\"}";
    // 503: Kafka was slow; what is not published shows nothing
    assertThat(publisher.send("POST", "/feeds/" + feed + "/items", item).status()).isIn(202, 503);
  }

  /** Returns when the items were published that the stream has received. */
  private static List<Instant> published(EventStream stream) {
    return stream.events().stream()
        .filter(event -> event.startsWith("item "))
        .map(event -> Json.mapper().readTree(event.substring(5)).at("/item/title").asString())
        .map(Instant::parse)
        .toList();
  }
}
