package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;

class KafkaAwayIT {
  private static final Executor EDITORS = task -> new Thread(task, "editor").start();

  @Test
  void editorsHearOfItWithinTheDeliveryTimeoutAndHealthTellsTheTruth() {
    TestBroker broker = TestBroker.start();
    ProducerFixture desk = ProducerFixture.start(broker);
    desk.open("away");
    broker.close();
    Instant start = Instant.now();

    HttpAnswer answer = publish(desk, "Idempotency-Key", "k", "Prefer", "wait=2");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.eventId()).isNotNull();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
    assertThat(Collections.nCopies(60, desk).stream().map(KafkaAwayIT::publishing).toList())
        .allSatisfy(call -> assertThat(call.get(12, TimeUnit.SECONDS).status()).isEqualTo(503));
    assertThat(desk.call("POST", "/feeds/unknown/items", "{\"title\":\"t\"}").status())
        .isEqualTo(503);
    assertThat(desk.call("GET", "/feeds/away/items/a", "").status()).isEqualTo(503);
    assertThat(desk.call("GET", "/feeds/away/held", "").header("Retry-After")).isEqualTo("2");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> desk.management("/actuator/health/readiness").status() == 503);
    assertThat(desk.management("/actuator/health/liveness").status()).isEqualTo(200);

    Instant stop = Instant.now();
    desk.application.close();
    assertThat(Duration.between(stop, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  private static CompletableFuture<HttpAnswer> publishing(ProducerFixture desk) {
    return CompletableFuture.supplyAsync(() -> publish(desk), EDITORS);
  }

  private static HttpAnswer publish(ProducerFixture desk, String... headers) {
    return desk.call("POST", "/feeds/away/items", "{\"title\":\"t\"}", headers);
  }
}
