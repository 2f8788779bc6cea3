package news.dateline.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTests {
  private static final Map<String, Object> DEFAULTS =
      Map.of("linger.ms", 0, "request.timeout.ms", 2_000, "delivery.timeout.ms", 3_000);

  @ParameterizedTest
  @CsvSource({
    "request.timeout.ms, 20000, 3000",
    "request.timeout.ms, 2500, 2500",
    "linger.ms, 1500, 1500",
    "delivery.timeout.ms, 1000, 1000",
    "delivery.timeout.ms, 60000, 2000"
  })
  void aRequestOfAProducerTakesNoLongerThanItsDelivery(
      String set, String value, int requestTimeout) {
    Map<String, Object> settings = settings(Map.of(set, value));

    assertThat(String.valueOf(settings.get("request.timeout.ms")))
        .isEqualTo(String.valueOf(requestTimeout));
    // Kafka refuses a delivery timeout that is shorter than that of a request
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      assertThat(producer.metrics()).isNotEmpty();
    }
  }

  @Test
  void aProducerHasTheRequestTimeoutOfTheOperatorIfItHasTimeForIt() {
    assertThat(settings(Map.of("request.timeout.ms", "20000", "delivery.timeout.ms", "30000")))
        .containsEntry("request.timeout.ms", "20000");
  }

  private static Map<String, Object> settings(Map<String, Object> set) {
    return new KafkaSettings(Map.of(), Map.of(), with(set), Map.of(), KafkaNames.UNPREFIXED)
        .producer(DEFAULTS);
  }

  private static Map<String, Object> with(Map<String, Object> set) {
    Map<String, Object> all = new HashMap<>(set);
    all.put("bootstrap.servers", "127.0.0.1:1");
    return all;
  }
}
