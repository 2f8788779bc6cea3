package news.dateline.producer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Json;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTests {
  @ParameterizedTest
  @EnumSource
  void everyRejectionReasonIsAClientErrorOfTheSameName(RejectionReason rejection) {
    ProblemType fault = ProblemType.of(rejection);

    assertThat(Json.mapper().valueToTree(rejection).asString()).isEqualTo(fault.reason());
    assertThat(fault.status().is4xxClientError()).isTrue();
  }
}
