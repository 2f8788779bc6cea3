package news.dateline.consumer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPolicyTests {
  private static final Duration LEAST = Duration.ofMillis(25);
  private static final long START = 1_000_000;

  private final CommitPolicy pauses = new CommitPolicy();

  @Test
  void aPauseIsOverWithTheFirstEventAndTheNextComesCloseBehind() {
    assertThat(pauses.takesAfterPause(START, START - 3, LEAST)).isTrue();
    assertThat(pauses.takesAfterPause(START + 24, START + 21, LEAST)).isFalse();
    assertThat(pauses.takesAfterPause(START + 49, START + 46, LEAST)).isTrue();
  }

  @Test
  void anEventThatACommitKeptWaitingDoesNotComeAfterAPause() {
    pauses.takesAfterPause(START, START, LEAST);

    assertThat(pauses.takesAfterPause(START + 60, START + 5, LEAST)).isFalse();
  }

  @Test
  void aReplayHasNoPauses() {
    pauses.takesAfterPause(START, 0, LEAST);

    assertThat(pauses.takesAfterPause(START + 1, 3_600_000, LEAST)).isFalse();
  }

  @Test
  void aClockThatIsSetBackDelaysNoMoreThanOneEvent() {
    pauses.takesAfterPause(START, START, LEAST);

    assertThat(pauses.takesAfterPause(START - 3_600_000, START - 3_600_000, LEAST)).isFalse();
    assertThat(pauses.takesAfterPause(START - 3_599_000, START - 3_599_000, LEAST)).isTrue();
  }
}
