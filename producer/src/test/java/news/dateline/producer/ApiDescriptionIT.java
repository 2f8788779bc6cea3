package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.testsupport.description.ApiExample;
import news.dateline.testsupport.description.DescribedApi;
import org.junit.jupiter.api.Test;

/**
 * Compares the description with the code. {@link ProducerFixture} compares every request and answer
 * with it, {@link ApiRecordsTests} every record.
 */
class ApiDescriptionIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final DescribedApi DESCRIPTION = ProducerFixture.DESCRIPTION;

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteExists() {
    assertThat(DESCRIPTION.routes()).isEqualTo(PRODUCER.routes());
  }

  @Test
  void everyVariableOfAPathIsDescribed() {
    for (String route : PRODUCER.routes()) {
      TreeSet<String> variables =
          Pattern.compile("(?<=\\{)[a-zA-Z]+")
              .matcher(route)
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(DESCRIPTION.parameters(route, "path")).as(route).isEqualTo(variables);
    }
  }

  @Test
  void whatHoldsForEveryRouteIsDescribedForEach() {
    DESCRIPTION.checkAnswersOfEveryRoute();
    for (String route : DESCRIPTION.routes()) {
      assertThat(DESCRIPTION.parameters(route, "header").contains("X-CSRF-Token"))
          .as(route)
          .isEqualTo(!route.startsWith("GET "));
    }
  }

  @Test
  void everyExampleIsAccepted() {
    PRODUCER.consumer.script("world", event -> StubConsumer.accepted(event, 2, 2));

    for (ApiExample example : DESCRIPTION.examples()) {
      ApiResponse answer =
          PRODUCER.send(
              example.method(),
              example.path(),
              example.body(),
              example.headers().toArray(String[]::new));
      assertThat(answer.status()).as("%s %s", example, answer.body()).isBetween(200, 201);
      assertThat(example.answer().isMissingNode() || example.answer().equals(answer.json()))
          .as("%s %s", example, answer.body())
          .isTrue();
    }
  }

  @Test
  void isServedToProgramsAndPeopleWithoutAToken() {
    ApiResponse yaml = PRODUCER.sendBare("GET", "/openapi.yaml", "");
    ApiResponse page = PRODUCER.sendBare("GET", "/openapi", "");

    assertThat(yaml.status()).isEqualTo(200);
    assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
    assertThat(yaml.body()).contains("openapi: 3.1.0");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("style-src 'sha256-");
    assertThat(page.body()).contains("id=\"defineFeed\"", "/identities/{id}/name");
    assertThat(page.body()).contains("Idempotency-Key", "403").doesNotContain("<script", "`");
  }
}
