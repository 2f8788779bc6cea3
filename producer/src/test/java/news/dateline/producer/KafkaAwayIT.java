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
  void commandsFailWithinTheDeliveryTimeoutAndReadinessIsDown() {
    TestBroker broker = TestBroker.start();
    ProducerFixture producer = ProducerFixture.start(broker);
    producer.openFeed("away");
    broker.close();
    Instant start = Instant.now();

    ApiResponse response = publish(producer, "Idempotency-Key", "k", "Prefer", "wait=2");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("2");
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.eventId()).isNotNull();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
    assertThat(Collections.nCopies(60, producer).stream().map(KafkaAwayIT::publishing).toList())
        .allSatisfy(
            concurrent -> assertThat(concurrent.get(12, TimeUnit.SECONDS).status()).isEqualTo(503));
    assertThat(producer.send("POST", "/feeds/unknown/items", "{\"title\":\"t\"}").status())
        .isEqualTo(503);
    assertThat(producer.send("GET", "/feeds/away/items/a", "").status()).isEqualTo(503);
    assertThat(producer.send("GET", "/feeds/away/held", "").header("Retry-After")).isEqualTo("2");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> producer.sendToManagement("/actuator/health/readiness").status() == 503);
    assertThat(producer.sendToManagement("/actuator/health/liveness").status()).isEqualTo(200);

    Instant stop = Instant.now();
    producer.application.close();
    assertThat(Duration.between(stop, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  private static CompletableFuture<ApiResponse> publishing(ProducerFixture producer) {
    return CompletableFuture.supplyAsync(() -> publish(producer), EDITORS);
  }

  private static ApiResponse publish(ProducerFixture producer, String... headers) {
    return producer.send("POST", "/feeds/away/items", "{\"title\":\"t\"}", headers);
  }
}
