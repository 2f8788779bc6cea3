package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPolicyTests {
  private static final Duration LEAST = Duration.ofMillis(25);
  private static final long START = 1_000_000;

  private final CommitPolicy policy = new CommitPolicy();

  @Test
  void aPauseIsOverWithTheFirstEventAndTheNextComesCloseBehind() {
    assertThat(policy.recordArrival(START, START - 3, LEAST)).isTrue();
    assertThat(policy.recordArrival(START + 24, START + 21, LEAST)).isFalse();
    assertThat(policy.recordArrival(START + 49, START + 46, LEAST)).isTrue();
  }

  @Test
  void anEventThatACommitKeptWaitingDoesNotComeAfterAPause() {
    policy.recordArrival(START, START, LEAST);

    assertThat(policy.recordArrival(START + 60, START + 5, LEAST)).isFalse();
  }

  @Test
  void aReplayHasNoPauses() {
    policy.recordArrival(START, 0, LEAST);

    assertThat(policy.recordArrival(START + 1, 3_600_000, LEAST)).isFalse();
  }

  @Test
  void aClockThatIsSetBackDelaysNoMoreThanOneEvent() {
    policy.recordArrival(START, START, LEAST);

    assertThat(policy.recordArrival(START - 3_600_000, START - 3_600_000, LEAST)).isFalse();
    assertThat(policy.recordArrival(START - 3_599_000, START - 3_599_000, LEAST)).isTrue();
  }
}
