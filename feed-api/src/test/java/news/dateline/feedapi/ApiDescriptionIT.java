package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import news.dateline.testsupport.description.DescribedApi;
import org.junit.jupiter.api.Test;

/**
 * Compares the description with the code. {@link FeedApiInstance} compares every request and answer
 * with it, {@link ApiRecordsTests} the records.
 */
class ApiDescriptionIT {
  private static final DescribedApi DESCRIPTION = FeedApiInstance.DESCRIPTION;

  @Test
  void everyPathIsDescribedAndEveryDescribedPathExists() {
    TreeSet<String> described =
        DESCRIPTION.routes().stream()
            .map(route -> route.replaceFirst("[A-Z]+ ", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(FeedApiInstance.shared().paths());
  }

  @Test
  void whatHoldsForEveryRouteIsDescribedForEach() {
    DESCRIPTION.checkAnswersOfEveryRoute();
  }

  @Test
  void isServedToProgramsAndPeople() throws Exception {
    HttpResponse<String> yaml = FeedApiInstance.shared().get("/openapi.yaml");
    HttpResponse<String> page = FeedApiInstance.shared().get("/openapi", "Accept", "text/html");

    assertThat(yaml.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
    assertThat(yaml.body()).contains("openapi: 3.1.0");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.body())
        .contains("id=\"followFeed\"", "/feeds/{feed}/stream", "410")
        .doesNotContain("<script", "`");
  }

  @Test
  void whoHasTheDescriptionInAnyVersionGetsNone() throws Exception {
    for (String path : List.of("/openapi.yaml", "/openapi")) {
      HttpResponse<String> answer = FeedApiInstance.shared().get(path, "If-None-Match", "*");

      assertThat(answer.statusCode()).as(path).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
    }
  }
}
