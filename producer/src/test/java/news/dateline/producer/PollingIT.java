package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.fetching.HostileServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A producer that polls sources, of which most do harm. */
class PollingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ProducerFixture SHARED = ProducerFixture.shared();
  private static final HostileServer SITE = new HostileServer();
  private static final List<String> HARMFUL =
      List.of("slow", "endless", "bomb", "gigabyte", "to-loopback", "laughs", "xxe");
  private static ProducerFixture poller;

  @BeforeAll
  static void start() {
    SHARED.openFeed("polled");
    SHARED.openFeed("polled-harm");
    SITE.document(
        "/news", HostileServer.feed("Pier").replace("<guid>", "<category>Essay</category><guid>"));
    poller = SHARED.another(settings());
  }

  private static String[] settings() {
    List<String> settings = new ArrayList<>();
    settings.add("--dateline.fetch.allowed-networks=127.0.0.1");
    settings.add("--dateline.fetch.allowed-ports=" + SITE.port());
    settings.add("--dateline.fetch.timeout=3s");
    settings.add("--dateline.imports[0].url=" + SITE.address("/news"));
    settings.add("--dateline.imports[0].feed=polled");
    settings.add("--dateline.imports[0].source=wire");
    settings.add("--dateline.imports[0].labels.essay=opinion");
    for (int i = 0; i < HARMFUL.size(); i++) {
      String prefix = "--dateline.imports[" + (i + 1) + "].";
      settings.add(prefix + "url=" + SITE.address("/" + HARMFUL.get(i)));
      settings.add(prefix + "feed=polled-harm");
      settings.add(prefix + "source=" + HARMFUL.get(i));
    }
    return settings.toArray(String[]::new);
  }

  @AfterAll
  static void stop() {
    poller.application.close();
    SITE.close();
  }

  @Test
  void aSourceIsImportedUnderItsNameAndGeneration() {
    ItemImported event = await().atMost(PATIENCE).until(PollingIT::imported, Objects::nonNull);

    assertThat(event.source()).isEqualTo("wire");
    assertThat(event.guid()).isEqualTo("1");
    assertThat(event.generation()).isPositive();
    assertThat(event.item().label()).isEqualTo("opinion");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(health(poller).at("/polled~1wire/lastPoll").asString(""))
                    .isEqualTo("imported"));
    assertThat(poller.sendToManagement("/actuator/prometheus").body())
        .contains("dateline_imports_polls_total{feed=\"polled\"");
  }

  @Test
  void whatDoesHarmIsNamedAndTheServiceGoesOn() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(detail("slow")).isEqualTo("the document did not come within 3 s");
              assertThat(detail("endless")).contains("more than 16777216 bytes");
              assertThat(detail("bomb")).contains("more than 16777216 bytes");
              assertThat(detail("gigabyte")).contains("more than 16777216 bytes");
              assertThat(detail("to-loopback")).isEqualTo("127.0.0.2 is not a public address");
              assertThat(detail("laughs")).isNotBlank().doesNotContain("haha");
              assertThat(detail("xxe")).isNotBlank().doesNotContain("root:");
              assertThat(poller.send("GET", "/feeds/polled/held", "").status()).isEqualTo(200);
            });
    assertThat(SHARED.consumer.of("polled-harm")).hasSize(1);
    assertThat(poller.sendToManagement("/actuator/health").status()).isEqualTo(200);
  }

  @Test
  void anotherProducerTakesOverWhatOneLeaves() {
    ProducerFixture second = SHARED.another(settings());
    try {
      await().atMost(PATIENCE).until(() -> sources(second) > 0 && sources(poller) > 0);
      assertThat(sources(second) + sources(poller)).isEqualTo(HARMFUL.size() + 1);
    } finally {
      second.application.close();
    }
    await().atMost(PATIENCE).until(() -> sources(poller) == HARMFUL.size() + 1);
  }

  private static ItemImported imported() {
    return SHARED.consumer.of("polled").stream()
        .flatMap(event -> event.data() instanceof ItemImported of ? Stream.of(of) : Stream.empty())
        .findFirst()
        .orElse(null);
  }

  private static String detail(String source) {
    return health(poller).at("/polled-harm~1" + source + "/detail").asString("");
  }

  private static int sources(ProducerFixture producer) {
    return health(producer).size();
  }

  private static JsonNode health(ProducerFixture producer) {
    return producer.sendToManagement("/actuator/health").json().at("/components/imports/details");
  }
}
