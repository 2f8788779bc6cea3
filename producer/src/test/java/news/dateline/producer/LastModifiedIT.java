package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import news.dateline.events.NewsEvent;
import news.dateline.producer.fetching.FeedServer;
import org.junit.jupiter.api.Test;

/** A source whose documents have no {@code ETag}, but the time of their last change. */
class LastModifiedIT extends PollingFixture {
  private static final String FEED = "last-modified";
  private static final String FIRST = "Tue, 04 Feb 2025 12:00:00 GMT";
  private static final String SECOND = "Tue, 04 Feb 2025 12:00:05 GMT";

  private volatile String lastModified = FIRST;

  @Test
  void isAskedForWhatHasChangedSinceAndIsUnchangedIfNothingHas() {
    shared.openFeed(FEED);
    server.on("/" + FEED, this::serve);
    producer = shared.another(PollingIT.settings(server, FEED, List.of(FEED)));

    await().atMost(TIMEOUT).until(() -> result().equals("not modified"));
    assertThat(asked(0)).isNull();
    assertThat(asked(1)).isEqualTo(FIRST);
    assertThat(server.requests("/" + FEED))
        .allSatisfy(request -> assertThat(request.header("If-None-Match")).isNull());
    assertThat(polls("unchanged")).isPositive();
    assertThat(polls("failed")).isZero();
    assertThat(titles()).containsExactly("Changed " + FIRST);

    lastModified = SECOND;
    await().atMost(TIMEOUT).until(() -> SECOND.equals(asked(requests() - 1)));
    assertThat(titles()).containsExactly("Changed " + FIRST, "Changed " + SECOND);
  }

  /** Serves the document; answers 304 if the client has it. */
  private void serve(HttpExchange exchange) throws IOException {
    String current = lastModified;
    exchange.getResponseHeaders().set("Last-Modified", current);
    boolean known = current.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
    String document = HostileFeedsIT.feed("{\"id\":\"1\",\"title\":\"Changed " + current + "\"}");
    FeedServer.send(exchange, known ? 304 : 200, known ? new byte[0] : document.getBytes(UTF_8));
  }

  private int requests() {
    return server.requests("/" + FEED).size();
  }

  private String asked(int request) {
    return server.requests("/" + FEED).get(request).header("If-Modified-Since");
  }

  private String result() {
    return PollingIT.health(producer, FEED, FEED).path("result").asString("");
  }

  private List<String> titles() {
    return shared.consumer.of(FEED).stream()
        .map(event -> event.data())
        .filter(NewsEvent.ItemImported.class::isInstance)
        .map(event -> ((NewsEvent.ItemImported) event).item().title())
        .toList();
  }

  private double polls(String kind) {
    return producer
        .sendToManagement("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("dateline_imports_polls_total"))
        .filter(line -> line.contains("source=\"" + FEED + '"') && line.contains('"' + kind + '"'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
