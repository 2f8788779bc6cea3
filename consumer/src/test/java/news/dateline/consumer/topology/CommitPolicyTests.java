package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class CommitPolicyTests {
  private static final Duration MIN_PAUSE = Duration.ofMillis(25);
  private static final long START = 1_000_000;

  private final CommitPolicy policy = new CommitPolicy();

  @Test
  void onlyTheFirstEventAfterAPauseIsCommittedAtOnce() {
    assertThat(policy.recordArrival(START, START - 3, MIN_PAUSE)).isTrue();
    assertThat(policy.recordArrival(START + 24, START + 21, MIN_PAUSE)).isFalse();
    assertThat(policy.recordArrival(START + 49, START + 46, MIN_PAUSE)).isTrue();
  }

  @Test
  void anEventDelayedByASlowCommitIsNotAfterAPause() {
    policy.recordArrival(START, START, MIN_PAUSE);

    assertThat(policy.recordArrival(START + 60, START + 5, MIN_PAUSE)).isFalse();
  }

  @Test
  void aReplayHasNoPauses() {
    policy.recordArrival(START, 0, MIN_PAUSE);

    assertThat(policy.recordArrival(START + 1, 3_600_000, MIN_PAUSE)).isFalse();
  }

  @Test
  void aClockThatIsSetBackDelaysOneEventAtMost() {
    policy.recordArrival(START, START, MIN_PAUSE);

    assertThat(policy.recordArrival(START - 3_600_000, START - 3_600_000, MIN_PAUSE)).isFalse();
    assertThat(policy.recordArrival(START - 3_599_000, START - 3_599_000, MIN_PAUSE)).isTrue();
  }

  @Test
  void ofTheEventsThatAThreadHasReadOnlyTheLastOfAPartitionIsTheLast() {
    assertThat(policy.isLast(new StubMetadata(0, 5))).isTrue();

    policy.recordPoll(
        new ConsumerRecords<>(
            Map.of(
                new TopicPartition("news-events", 0),
                List.of(
                    new ConsumerRecord<>("news-events", 0, 7, "key", "value"),
                    new ConsumerRecord<>("news-events", 0, 9, "key", "value"))),
            Map.of()));

    assertThat(policy.isLast(new StubMetadata(0, 7))).isFalse();
    assertThat(policy.isLast(new StubMetadata(0, 9))).isTrue();
    assertThat(policy.isLast(new StubMetadata(1, 3))).isTrue();
  }

  private record StubMetadata(int partition, long offset) implements RecordMetadata {
    @Override
    public String topic() {
      return "news-events";
    }
  }
}
