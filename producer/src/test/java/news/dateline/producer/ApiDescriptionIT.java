package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.DeskState;
import news.dateline.events.FeedSettings;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.events.Outcome;
import news.dateline.events.PartnerProfile;
import news.dateline.events.Reach;
import news.dateline.testsupport.description.ApiExample;
import news.dateline.testsupport.description.DescribedApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the description with the code. {@link ProducerFixture} compares every answer with it.
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

  static Stream<Arguments> recordsOfTheirSchemas() throws ClassNotFoundException {
    String editorial = "news.dateline.producer.editorial.";
    String signIn = "news.dateline.producer.signin.SignInApi$";
    return Stream.of(
        Arguments.of("FeedSettings", FeedSettings.class),
        Arguments.of("ItemContent", ItemContent.class),
        Arguments.of("Kicker", Kicker.class),
        Arguments.of("Image", Image.class),
        Arguments.of("Author", Author.class),
        Arguments.of("Outcome", Outcome.class),
        Arguments.of("HistoryEntry", DeskState.HistoryEntry.class),
        Arguments.of("PublicCorrection", Item.Correction.class),
        Arguments.of("PartnerProfile", PartnerProfile.class),
        Arguments.of("IdentityProfile", IdentityProfile.class),
        Arguments.of("Code", Class.forName(signIn + "CodeBody")),
        Arguments.of("LoginCode", Class.forName(signIn + "LoginCode")),
        Arguments.of("Session", Class.forName(signIn + "SessionJson")),
        Arguments.of("Myself", Class.forName(signIn + "Myself")),
        Arguments.of("Correction", Class.forName(editorial + "CorrectionJson")),
        Arguments.of("Retraction", Class.forName(editorial + "EditorsApi$Retraction")),
        Arguments.of("Note", Class.forName(editorial + "ReviewApi$Note")),
        Arguments.of("Pin", Class.forName(editorial + "PinAndBreakingApi$PinBody")),
        Arguments.of("Breaking", Class.forName(editorial + "PinAndBreakingApi$BreakingBody")),
        Arguments.of("Success", Class.forName(editorial + "Responses$Success")),
        Arguments.of("Reach", Reach.class),
        Arguments.of("DeskFeed", Class.forName(editorial + "DeskStreams$FeedEvent")),
        Arguments.of("DeskAlive", Class.forName(editorial + "DeskStreamApi$AliveEvent")),
        Arguments.of("DeskPresence", Class.forName(editorial + "DeskStreams$PresenceEvent")),
        Arguments.of("DeskItem", Class.forName(editorial + "ItemResponse")));
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheirSchemas")
  void everyFieldIsDescribedAndEveryDescribedFieldExists(String schema, Class<?> type) {
    assertThat(DESCRIPTION.members(schema)).isEqualTo(DescribedApi.membersOf(type));
  }

  @Test
  void aNewItemHasAnIdBesideItsContentAndAPublicOneNoEmbargo() {
    Set<String> written = DescribedApi.membersOf(ItemContent.class);
    written.add("id");
    Set<String> read = DescribedApi.membersOf(Item.class);
    read.remove("embargoedUntil");

    assertThat(DESCRIPTION.members("NewItem")).isEqualTo(written);
    assertThat(DESCRIPTION.members("PublicItem")).isEqualTo(read);
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
