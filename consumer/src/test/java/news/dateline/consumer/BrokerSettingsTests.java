package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.dateline.support.kafka.TopicMismatchException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BrokerSettingsTests {
  private static final String ABORT_INTERVAL =
      "transaction.abort.timed.out.transaction.cleanup.interval.ms";

  private static final Map<String, String> GOOD =
      Map.of(
          "group.min.session.timeout.ms",
          "1000",
          "transaction.max.timeout.ms",
          "900000",
          ABORT_INTERVAL,
          "500",
          "offsets.retention.minutes",
          "5256000",
          "offsets.topic.replication.factor",
          "3",
          "transaction.state.log.replication.factor",
          "3");

  private static final List<String> BOTH = List.of("__consumer_offsets", "__transaction_state");

  static ConsumerProperties settings(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate(ConsumerProperties.PREFIX, ConsumerProperties.class);
  }

  @Test
  void brokersWithLongRetentionAndShortSessionsAreNotRemarkedOn() {
    assertThat(new BrokerSettings(List.of(GOOD)).check(settings(Map.of()))).isEmpty();
    assertThat(new BrokerSettings(List.of(GOOD)).sessionTimeout(settings(Map.of())))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatBrokersWithKafkasDefaultsWeakenIsSaid() {
    BrokerSettings defaults = new BrokerSettings(List.of());

    assertThat(defaults.check(settings(Map.of())))
        .satisfiesExactly(
            sessions ->
                assertThat(sessions)
                    .startsWith("A fail-over takes 4 s longer")
                    .contains("group.min.session.timeout.ms=2000", "which have 6000"),
            transactions ->
                assertThat(transactions)
                    .startsWith("A fail-over takes up to 10 s longer")
                    .contains("cleanup.interval.ms=500 on the brokers, which have 10000"),
            retention ->
                assertThat(retention)
                    .startsWith("A consumer that is stopped for 7 days needs a rebuild")
                    .contains("offsets.retention.minutes", "10080"));
    assertThat(defaults.sessionTimeout(settings(Map.of()))).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void topicsOfKafkaWithFewerCopiesThanDatelinesAreNamed() {
    Map<String, String> one = new HashMap<>(GOOD);
    one.put("transaction.state.log.replication.factor", "1");

    assertThat(new BrokerSettings(List.of(GOOD, one)).check(settings(Map.of())))
        .singleElement()
        .asString()
        .contains("set transaction.state.log.replication.factor=3");
    assertThat(
            new BrokerSettings(List.of(GOOD, one))
                .check(settings(Map.of("dateline.consumer.replication-factor", "1"))))
        .isEmpty();
  }

  @Test
  void topicsThatKafkaWouldCreateWithTooFewCopiesAreRefusedBeforeItDoes() {
    Map<String, String> one = new HashMap<>(GOOD);
    one.put("offsets.topic.replication.factor", "2");
    one.put("transaction.state.log.replication.factor", "1");
    BrokerSettings brokers = new BrokerSettings(List.of(GOOD, one));

    assertThatThrownBy(() -> brokers.checkMissing(BOTH, 3))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("__consumer_offsets, __transaction_state")
        .hasMessageContaining("set offsets.topic.replication.factor=3")
        .hasMessageContaining("transaction.state.log.replication.factor=3");
    assertThatThrownBy(() -> brokers.checkMissing(List.of("__transaction_state"), 2))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("set transaction.state.log.replication.factor=2")
        .hasMessageNotContaining("offsets");
  }

  @Test
  void topicsThatExistOrGetEnoughCopiesOrBrokersThatAreNotKnownAreNotRefused() {
    Map<String, String> one = new HashMap<>(GOOD);
    one.put("transaction.state.log.replication.factor", "1");

    new BrokerSettings(List.of(one)).checkMissing(List.of("__consumer_offsets"), 3);
    new BrokerSettings(List.of(GOOD)).checkMissing(BOTH, 3);
    new BrokerSettings(List.of()).checkMissing(BOTH, 5);
  }

  @Test
  void durationsBelowADayAndBelowASecondAreNamed() {
    Map<String, String> odd = new HashMap<>(GOOD);
    odd.put("offsets.retention.minutes", "90");
    odd.put("group.min.session.timeout.ms", "2500");

    assertThat(new BrokerSettings(List.of(odd)).check(settings(Map.of())))
        .satisfiesExactly(
            sessions -> assertThat(sessions).startsWith("A fail-over takes 500 ms longer"),
            retention -> assertThat(retention).contains("stopped for 90 minutes needs"));
  }

  @Test
  void aSingleBrokerThatLooksForDeadTransactionsAfterItsSessionIsNotRemarkedOn() {
    Map<String, String> single = new HashMap<>(GOOD);
    single.put(ABORT_INTERVAL, "5000");
    BrokerSettings brokers = new BrokerSettings(List.of(single));
    ConsumerProperties oneCopy = settings(Map.of("dateline.consumer.replication-factor", "1"));

    assertThat(brokers.check(oneCopy)).isEmpty();
    assertThat(brokers.check(settings(Map.of()))).hasSize(1);
    single.put(ABORT_INTERVAL, "10000");
    assertThat(brokers.check(oneCopy))
        .singleElement()
        .asString()
        .contains("cleanup.interval.ms=5000 on the brokers, which have 10000");
  }

  @Test
  void theWeakestBrokerCounts() {
    Map<String, String> weak =
        Map.of(
            "group.min.session.timeout.ms",
            "4000",
            "transaction.max.timeout.ms",
            "1000",
            ABORT_INTERVAL,
            "10000",
            "offsets.retention.minutes",
            "1440");
    ConsumerProperties short1 = settings(Map.of("dateline.consumer.transaction-timeout", "1s"));

    for (BrokerSettings each :
        List.of(new BrokerSettings(List.of(GOOD, weak)), new BrokerSettings(List.of(weak, GOOD)))) {
      assertThat(each.sessionTimeout(short1)).isEqualTo(Duration.ofSeconds(4));
      assertThat(each.check(short1))
          .satisfiesExactly(
              sessions -> assertThat(sessions).contains("which have 4000"),
              transactions -> assertThat(transactions).contains("which have 10000"),
              retention -> assertThat(retention).contains("stopped for 1440 minutes"));
      assertThatThrownBy(() -> each.check(settings(Map.of())))
          .hasMessageContaining("transaction.max.timeout.ms=1000");
    }
  }

  @Test
  void aTransactionTimeoutAboveThatOfTheBrokersIsRefused() {
    ConsumerProperties long20 = settings(Map.of("dateline.consumer.transaction-timeout", "20m"));

    assertThatThrownBy(() -> new BrokerSettings(List.of(GOOD)).check(long20))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("dateline.consumer.transaction-timeout")
        .hasMessageContaining("transaction.max.timeout.ms=900000");
  }
}
