package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.dateline.events.EventEnvelope;
import news.dateline.events.NewsEvent;
import news.dateline.events.RejectionReason;
import news.dateline.producer.fetching.FeedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents whose items the rules reject for a reason that is of the feed or of the poller. */
class UndecidedPollsIT extends PollingFixture {
  @ParameterizedTest
  @EnumSource(names = {"CLOSED", "NO_FEED", "FORBIDDEN", "UNREADABLE"})
  void anItemThatItsFeedDidNotTakeIsPolledAgainAndTheOthersAreNot(RejectionReason reason) {
    String feed = "undecided-" + reason.ordinal();
    shared.openFeed(feed);
    shared.consumer.script(
        feed,
        event ->
            guid(event).equals("2") && events(feed, "2").size() == 1
                ? StubConsumer.rejected(event, reason)
                : StubConsumer.accepted(event, 1, 1));
    start(feed, 2);

    await().atMost(TIMEOUT).until(() -> events(feed, "2").size() == 2);
    await().atMost(TIMEOUT).until(() -> server.requests("/" + feed).size() >= 3);

    assertThat(events(feed, "1")).hasSize(1);
    List<FeedServer.Request> requests = server.requests("/" + feed);
    assertThat(requests.get(1).header("If-None-Match")).isNull();
    assertThat(requests.get(2).header("If-None-Match")).isEqualTo("\"1\"");
    assertThat(events(feed, "2")).hasSize(2);
  }

  @Test
  void anItemThatStaysRetractedOrIsAConflictIsNoFailureAndNotTriedAgain() {
    String feed = "decided";
    shared.openFeed(feed);
    shared.consumer.script(
        feed,
        event ->
            StubConsumer.rejected(
                event,
                guid(event).equals("1") ? RejectionReason.RETRACTED : RejectionReason.CONFLICT));
    start(feed, 2);

    await().atMost(TIMEOUT).until(() -> server.requests("/" + feed).size() >= 2);

    assertThat(server.requests("/" + feed).get(1).header("If-None-Match")).isEqualTo("\"1\"");
    assertThat(events(feed)).hasSize(2);
    assertThat(producer.sendToManagement("/actuator/health").body())
        .contains("\"failures\":0")
        .doesNotContain("\"failures\":1");
  }

  @Test
  void aPollThatIsTooLowEndsAtItsFirstEventAndTheNextGenerationsGrowUntilTheyCount() {
    String feed = "too-low";
    long held = Instant.now().plus(Duration.ofMinutes(3)).toEpochMilli();
    shared.openFeed(feed);
    shared.consumer.script(
        feed,
        event ->
            generation(event) < held
                ? StubConsumer.rejected(event, RejectionReason.STALE_GENERATION)
                : StubConsumer.accepted(event, 1, 1));
    start(feed, 600);

    await()
        .atMost(TIMEOUT)
        .until(
            () -> events(feed).stream().filter(event -> generation(event) >= held).count() == 600);

    List<EventEnvelope> rejected =
        events(feed).stream().filter(event -> generation(event) < held).toList();
    assertThat(rejected).isNotEmpty();
    assertThat(rejected).extracting(UndecidedPollsIT::generation).doesNotHaveDuplicates();
  }

  private void start(String feed, int items) {
    String document =
        HostileFeedsIT.feed(
            IntStream.rangeClosed(1, items)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"title\":\"Pier " + i + "\"}")
                .collect(Collectors.joining(",")));
    server.on("/" + feed, exchange -> serve(exchange, document));
    producer = shared.another(PollingIT.settings(server, feed, List.of(feed)));
  }

  /** Serves the document; answers 304 if the client has it. */
  private static void serve(HttpExchange exchange, String document) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
    FeedServer.send(exchange, known ? 304 : 200, known ? new byte[0] : document.getBytes(UTF_8));
  }

  private List<EventEnvelope> events(String feed) {
    return shared.consumer.of(feed).stream()
        .filter(event -> event.data() instanceof NewsEvent.ItemImported)
        .toList();
  }

  private List<EventEnvelope> events(String feed, String guid) {
    return events(feed).stream().filter(event -> guid(event).equals(guid)).toList();
  }

  private static String guid(EventEnvelope event) {
    return Objects.requireNonNull(((NewsEvent.ItemImported) event.data()).guid());
  }

  private static long generation(EventEnvelope event) {
    return Objects.requireNonNull(((NewsEvent.ItemImported) event.data()).generation());
  }
}
