package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A producer to which no address is allowed that is not public, beside a server that answers. */
class LoopbackNameIT extends PollingFixture {
  private static final String FEED = "loopback-name";

  @Test
  void aSourceWhoseNameResolvesToLoopbackIsRefusedWithALineThatNamesItAndTheOthersAreServed() {
    shared.openFeed(FEED);
    server.serving("/feed", HostileFeedsIT.feed("{\"id\":\"1\",\"title\":\"Pier\"}"));
    producer = start("http://localhost:" + server.port() + "/feed", server.url("/feed"));

    await().atMost(TIMEOUT).until(() -> source(0).has("result") && source(1).has("result"));

    assertThat(source(0).path("result").asString())
        .matches(
            "the producer may not connect to localhost: "
                + "(127\\.0\\.0\\.1 is loopback|0:0:0:0:0:0:0:1 is not a public address)");
    assertThat(source(1).path("result").asString())
        .isEqualTo("the producer may not connect to it: 127.0.0.1 is loopback");
    assertThat(source(0).path("failures").asInt()).isEqualTo(1);
    assertThat(server.requests("/feed")).isEmpty();
    assertThat(shared.consumer.of(FEED)).noneMatch(event -> event.source().equals("/import"));
    assertThatEditorsAreServed();
  }

  private void assertThatEditorsAreServed() {
    ApiResponse imported =
        producer.send(
            "POST",
            "/feeds/" + FEED + "/imports",
            HostileFeedsIT.feed("{\"id\":\"x\",\"title\":\"By hand\"}"),
            "Content-Type",
            "application/feed+json");

    assertThat(imported.body()).contains("\"status\":\"accepted\"");
  }

  private ProducerFixture start(String... addresses) {
    Stream<String> sources =
        IntStream.range(0, addresses.length)
            .boxed()
            .flatMap(
                i ->
                    Stream.of("url=" + addresses[i], "feed=" + FEED, "source=" + i, "interval=10m")
                        .map(setting -> "--dateline.imports[" + i + "]." + setting));
    String port = "--dateline.fetching.allowed-ports=" + server.port();
    return shared.another(Stream.concat(Stream.of(port), sources).toArray(String[]::new));
  }

  private JsonNode source(int index) {
    return PollingIT.health(producer, FEED, String.valueOf(index));
  }
}
