package news.dateline.testbed.verify.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import news.dateline.testbed.verify.check.LatencyRecorder.Outage;
import news.dateline.testbed.verify.check.LatencyRecorder.OutageImpact;
import org.junit.jupiter.api.Test;

class LatencyRecorderTests {
  private final LatencyRecorder latency =
      new LatencyRecorder(
          List.of(new Outage("kill a", 10_000, 12_000), new Outage("kill b", 30_000, 31_000)), 0);

  @Test
  void anOperationCountsForTheOutageAroundItsSending() {
    latency.published(9_500, 9_600);
    latency.published(16_000, 16_200);
    latency.published(30_500, 31_500);

    assertThat(latency.impacts().stream().map(OutageImpact::latency))
        .extracting("count", "max")
        .containsExactly(tuple(2L, 200L), tuple(1L, 1_000L));
    assertThat(latency.undisturbed().count()).isZero();
  }

  @Test
  void anOperationThatIsSentBeforeOrAfterAnOutageIsUndisturbed() {
    latency.published(8_000, 8_001);
    latency.published(20_000, 20_002);
    latency.published(50_000, 50_003);

    assertThat(latency.undisturbed()).extracting("count", "max").containsExactly(3L, 3L);
    assertThat(latency.impacts()).allMatch(impact -> impact.latency().count() == 0);
  }
}
