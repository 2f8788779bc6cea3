package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Right;
import news.dateline.events.Role;
import news.dateline.support.token.RandomToken;
import news.dateline.testsupport.RoutePaths;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route with every kind of token that must not use it. The routes are those of the running
 * producer; a route without a row in {@link Need#BY_ROUTE} fails.
 */
class RouteRightsIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final FeedId FEED = new FeedId("rights");
  private static final FeedId OTHER = new FeedId("rights-other");

  /** A malformed body, so that a route that reads it answers 400. */
  private static final String UNREADABLE = "{";

  private static final Map<String, String> TOKENS = new TreeMap<>();
  private static String event = "";

  @BeforeAll
  static void issueTokens() {
    PRODUCER.openFeed(FEED.value());
    PRODUCER.openFeed(OTHER.value());
    event =
        PRODUCER
            .send(
                "POST",
                "/feeds/rights/items",
                "{\"id\":\"a\",\"title\":\"t\"}",
                "Prefer",
                "wait=10")
            .text("eventId");
    try (TopicWriter topics = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      for (Role role : Role.values()) {
        TOKENS.put(name(role), write(topics, role, FEED, null));
      }
      TOKENS.put("chief of another feed", write(topics, Role.CHIEF, OTHER, null));
      TOKENS.put("chief of all", write(topics, Role.CHIEF, null, null));
      TOKENS.put("expired", write(topics, Role.CHIEF, null, Instant.now().minusSeconds(1)));
      TOKENS.put("revoked", write(topics, Role.CHIEF, null, null));
    }
    String revoked = TOKENS.get("revoked").replaceFirst("\\..*", "");
    await().until(() -> PRODUCER.send("DELETE", "/identities/" + revoked, "").status() == 204);
  }

  private static String write(
      TopicWriter topics, Role role, @Nullable FeedId feed, @Nullable Instant expires) {
    IdentityId id = new IdentityId(UUID.randomUUID().toString());
    RandomToken token = RandomToken.of(id.value());
    IdentityProfile profile =
        new IdentityProfile(
            name(role), List.of(role), feed == null ? null : List.of(feed), null, expires);
    TopicWriter.await(topics.write(Identity.issued(id, profile, token.hash(), Instant.now())));
    return token.text();
  }

  @Test
  void everyRouteHasARow() {
    assertThat(PRODUCER.routes()).isNotEmpty().isEqualTo(new TreeSet<>(Need.BY_ROUTE.keySet()));
    // the others are the pages, which are open, and their files
    assertThat(RoutePaths.of(PRODUCER.application))
        .containsExactly("/", "/openapi", "/openapi.yaml");
  }

  @TestFactory
  Stream<DynamicTest> aTokenWithoutTheRightIsRefusedBeforeTheBodyIsReadAndNothingIsWritten() {
    Map<TopicPartition, Long> before = PRODUCER.offsets.settled();
    List<DynamicTest> tests = new ArrayList<>();
    for (String route : PRODUCER.routes()) {
      Need need = Need.of(route);
      for (Case refused : need == Need.NOTHING ? List.<Case>of() : cases(need, route)) {
        tests.add(
            DynamicTest.dynamicTest(
                route + " " + refused.name(),
                () -> refused.check(send(route, refused.authorization()))));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "nothing is on any topic",
            () -> assertThat(PRODUCER.offsets.settled()).isEqualTo(before)));
    return tests.stream();
  }

  @Test
  void aTokenThatIsNotValidIsRefusedAlsoWhereNoneIsNeededAndNothingIsWritten() {
    Map<TopicPartition, Long> before = PRODUCER.offsets.settled();
    for (String route : PRODUCER.routes()) {
      for (Case wrong :
          Need.of(route) == Need.NOTHING ? cases(Need.NOTHING, route) : List.<Case>of()) {
        if (wrong.authorization() != null && wrong.status() == 401) {
          wrong.check(send(route, wrong.authorization()));
        }
      }
    }
    assertThat(PRODUCER.offsets.settled()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicTest> theLeastTokenWithTheRightIsNotRefused() {
    return PRODUCER.routes().stream()
        // DeskStreamIT opens the stream, whose answer does not end
        .filter(route -> !route.endsWith("/stream"))
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route,
                    () ->
                        assertThat(
                                send(route, "Bearer " + TOKENS.get(Need.of(route).least()))
                                    .status())
                            .isNotIn(401, 403)));
  }

  /**
   * A token that must be refused.
   *
   * @param authorization the header; null for none
   * @param right the right that is missing; null if the token is not valid
   */
  private record Case(
      String name, @Nullable String authorization, int status, @Nullable Right right) {
    void check(ApiResponse response) {
      assertThat(response.status()).as(response.body()).isEqualTo(status);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      if (status == 401) {
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(response.text("reason")).isEqualTo("unauthorized");
      } else {
        assertThat(response.text("reason")).isEqualTo("forbidden");
        assertThat(response.text("right")).isEqualTo(right == null ? "" : right.wireName());
      }
    }
  }

  private static List<Case> cases(Need need, String route) {
    String unknown = RandomToken.of(UUID.randomUUID().toString()).text();
    String wrongSecret =
        RandomToken.of(TOKENS.get("chief of all").replaceFirst("\\..*", "")).text();
    List<Case> cases =
        new ArrayList<>(
            List.of(
                new Case("without a token", null, 401, null),
                new Case("with a malformed token", "Bearer a b", 401, null),
                new Case("with another scheme", "Basic ZWRpdG9yOng=", 401, null),
                new Case("with an unknown token", "Bearer " + unknown, 401, null),
                new Case("with another secret", "Bearer " + wrongSecret, 401, null),
                new Case("with an expired token", bearer("expired"), 401, null),
                new Case("with a revoked token", bearer("revoked"), 401, null)));
    if (need.tooLittle() != null) {
      cases.add(
          new Case("with too little a role", bearer(name(need.tooLittle())), 403, need.right()));
    }
    if (!route.equals("GET /feeds") && need != Need.OWN) {
      Right missing = need.right() == null ? Right.SUBMIT : need.right();
      cases.add(
          new Case("with another feed's token", bearer("chief of another feed"), 403, missing));
    }
    if (need == Need.CHIEF_OF_ALL) {
      cases.add(new Case("with one feed's token", bearer("chief"), 403, Right.ADMINISTER));
    }
    return cases;
  }

  @Test
  void theListOfFeedsHasOnlyThoseOfTheToken() {
    ApiResponse own = send("GET /feeds", bearer("reporter"));
    ApiResponse all = send("GET /feeds", bearer("chief of all"));

    assertThat(own.json().path("feeds").findValuesAsString("feed")).containsExactly("rights");
    assertThat(all.json().path("feeds").findValuesAsString("feed"))
        .contains("rights", "rights-other");
  }

  @Test
  void anAddressWithoutARouteIsForThoseWhoMayDoEverything() {
    assertThat(send("GET /nothing", bearer("editor")).status()).isEqualTo(403);
    assertThat(send("GET /nothing", bearer("chief of all")).status()).isEqualTo(404);
    assertThat(send("HEAD /feeds", bearer("reporter")).status()).isEqualTo(200);
    assertThat(send("GET /feeds/No+Feed/held", bearer("chief")).status()).isEqualTo(403);
    assertThat(send("GET /feeds/No+Feed/held", bearer("chief of all")).status()).isEqualTo(400);
  }

  private static String bearer(String token) {
    return "Bearer " + TOKENS.get(token);
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static ApiResponse send(String route, @Nullable String authorization) {
    String[] methodAndPath =
        route
            .replace("{feed}", FEED.value())
            .replace("{eventId}", event)
            .replace("{id}", "a")
            .split(" ");
    boolean hasBody = route.startsWith("P");
    List<String> headers = new ArrayList<>();
    if (authorization != null) {
      headers.addAll(List.of("Authorization", authorization));
    }
    if (hasBody) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return PRODUCER.sendBare(
        methodAndPath[0],
        methodAndPath[1],
        hasBody ? UNREADABLE : "",
        headers.toArray(String[]::new));
  }
}
