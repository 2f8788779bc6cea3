package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import news.dateline.events.Author;
import news.dateline.events.Breaking;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.feedapi.index.KeyEvents;
import news.dateline.feedapi.sse.Reset;
import news.dateline.testsupport.description.DescribedApi;
import org.junit.jupiter.api.Test;

/**
 * Compares the description with the code. {@link FeedApiInstance} compares every answer with it.
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
  void everyFieldIsDescribedAndEveryDescribedFieldExists() throws Exception {
    for (Class<?> type :
        new Class<?>[] {
          Kicker.class,
          Image.class,
          Author.class,
          Breaking.class,
          Item.Correction.class,
          Reset.class
        }) {
      assertThat(DESCRIPTION.members(type.getSimpleName()))
          .as(type.getSimpleName())
          .isEqualTo(DescribedApi.membersOf(type));
    }
    assertThat(DESCRIPTION.members("Moments")).isEqualTo(DescribedApi.membersOf(KeyEvents.class));
    assertThat(DESCRIPTION.members("Moment"))
        .isEqualTo(DescribedApi.membersOf(KeyEvents.KeyEvent.class));
    Set<String> item = DescribedApi.membersOf(Item.class);
    item.addAll(DescribedApi.membersOf(ItemContent.class));
    item.remove("embargoedUntil");
    assertThat(DESCRIPTION.members("Item")).isEqualTo(item);
    String feed = "news.dateline.feedapi.feed.";
    assertThat(DESCRIPTION.members("Feed"))
        .isEqualTo(DescribedApi.membersOf(Class.forName(feed + "FeedRoutes$FeedEntry")));
    assertThat(DESCRIPTION.members("Since"))
        .isEqualTo(DescribedApi.membersOf(Class.forName(feed + "SinceHandler$Since")));
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
