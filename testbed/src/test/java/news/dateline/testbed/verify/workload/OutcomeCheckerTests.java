package news.dateline.testbed.verify.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import news.dateline.testbed.verify.violation.Violations;
import org.junit.jupiter.api.Test;

class OutcomeCheckerTests {
  private static final Instant SENT = Instant.parse("2025-02-04T12:00:00Z");

  private final Violations violations = new Violations();

  @Test
  void breakingNewsThatIsRefusedAtOnceIsAViolation() {
    checker(Duration.ZERO).decided(refusedBreakingNews());

    assertThat(violations.isEmpty()).isFalse();
  }

  @Test
  void breakingNewsMayHaveEndedByAClockThatIsAhead() {
    checker(Duration.ofSeconds(31)).decided(refusedBreakingNews());

    assertThat(violations.isEmpty()).isTrue();
  }

  private OutcomeChecker checker(Duration clockError) {
    OperationLog log = new OperationLog(clockError);
    Clock clock = Clock.fixed(SENT.plusSeconds(1), ZoneOffset.UTC);
    return new OutcomeChecker(log, violations, new EmbargoProbe(List.of(), log, violations), clock);
  }

  private static OperationLog.Entry refusedBreakingNews() {
    Operation operation =
        new Operation(
            1,
            Operation.Kind.BREAK,
            new ExpectedItem("a"),
            new Operation.Request("PUT", "/items/a/breaking", null),
            Map.of(),
            "");
    return new OperationLog.Entry(
        operation,
        SENT.toEpochMilli(),
        new OperationResult(422, "", "", null, 0, "422 until-out-of-range"));
  }
}
