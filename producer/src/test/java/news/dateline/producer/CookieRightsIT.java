package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.support.token.RandomToken;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every route with cookies that must not open it. */
class CookieRightsIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final FeedId FEED = new FeedId("cookie-rights");

  /** The values of the cookies that are no session, by what is wrong with them. */
  private static final Map<String, String> REFUSED = new LinkedHashMap<>();

  private static String open = "";

  @BeforeAll
  static void openSessions() {
    PRODUCER.openFeed(FEED.value());
    ApiResponse chief =
        PRODUCER.send("POST", "/identities", "{\"name\":\"Chief\",\"roles\":[\"chief\"]}");
    open = session(chief);
    String ended = session(chief);
    PRODUCER.send("DELETE", "/sessions/" + ended.replaceFirst("\\..*", ""), "");
    REFUSED.put("no cookie", "");
    REFUSED.put("a malformed cookie", "x.y");
    REFUSED.put("an unknown cookie", RandomToken.of(UUID.randomUUID().toString()).text());
    REFUSED.put("another secret", RandomToken.of(open.replaceFirst("\\..*", "")).text());
    REFUSED.put("the cookie of an ended session", ended);
    REFUSED.put("the cookie of an expired session", expired(chief));
    ApiResponse revoked =
        PRODUCER.send("POST", "/identities", "{\"name\":\"Revoked\",\"roles\":[\"chief\"]}");
    REFUSED.put("the cookie of a revoked identity", session(revoked));
    PRODUCER.send("DELETE", "/identities/" + revoked.text("id"), "");
  }

  private static String session(ApiResponse identity) {
    String code =
        PRODUCER
            .sendBare(
                "POST", "/login-codes", "", "Authorization", "Bearer " + identity.text("token"))
            .text("code");
    return PRODUCER
        .send("POST", "/sessions", "{\"code\":\"" + code + "\"}")
        .header("Set-Cookie")
        .replaceFirst("dateline-session=([^;]*).*", "$1");
  }

  /** Writes a session of thirteen hours ago, as a producer did then. */
  private static String expired(ApiResponse identity) {
    UUID id = UUID.randomUUID();
    RandomToken secret = RandomToken.of(id.toString());
    Instant then = Instant.now().minus(Duration.ofHours(13));
    Session session =
        Session.offered(
                id,
                new IdentityId(identity.text("id")),
                RandomToken.hashOf(identity.text("token")),
                secret.hash(),
                then)
            .opened(secret.hash(), then);
    try (TopicWriter topics = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      TopicWriter.await(topics.write(Topic.SESSIONS, FEED, session.key(), session.value()));
    }
    return secret.text();
  }

  @TestFactory
  Stream<DynamicTest> aCookieThatIsNoSessionOpensNoRouteAndNothingIsWritten() {
    Map<TopicPartition, Long> before = PRODUCER.offsets.settled();
    List<DynamicTest> tests = new ArrayList<>();
    for (String route : PRODUCER.routes()) {
      if (Need.of(route) != Need.NOTHING) {
        REFUSED.forEach(
            (wrong, cookie) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        route + " with " + wrong,
                        () -> {
                          ApiResponse refused = send(route, cookie);
                          assertThat(refused.status()).as(refused.body()).isEqualTo(401);
                          assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
                        })));
      }
    }
    tests.add(nothingWasWritten(before));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> withoutTheTokenOfTheDeskASessionReadsAndChangesNothing() {
    Map<TopicPartition, Long> before = PRODUCER.offsets.settled();
    List<DynamicTest> tests = new ArrayList<>();
    // DeskStreamIT opens the stream, whose answer does not end
    for (String route : PRODUCER.routes().stream().filter(r -> !r.endsWith("/stream")).toList()) {
      tests.add(
          DynamicTest.dynamicTest(
              route,
              () -> {
                ApiResponse answer = send(route, open);
                if (route.startsWith("GET ")) {
                  assertThat(answer.status()).as(answer.body()).isNotIn(401, 403);
                } else {
                  assertThat(answer.status()).as(answer.body()).isEqualTo(403);
                  assertThat(answer.text("reason")).isEqualTo("csrf");
                }
              }));
    }
    tests.add(nothingWasWritten(before));
    return tests.stream();
  }

  private static DynamicTest nothingWasWritten(Map<TopicPartition, Long> before) {
    return DynamicTest.dynamicTest(
        "nothing is on any topic", () -> assertThat(PRODUCER.offsets.settled()).isEqualTo(before));
  }

  private static ApiResponse send(String route, String cookie) {
    String[] call =
        route
            .replace("{feed}", FEED.value())
            .replaceFirst("\\{\\w+}", UUID.randomUUID().toString())
            .split(" ");
    String body = route.startsWith("P") ? "{" : "";
    List<String> headers = new ArrayList<>();
    if (!cookie.isEmpty()) {
      headers.addAll(List.of("Cookie", "dateline-session=" + cookie));
    }
    if (!body.isEmpty()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return PRODUCER.sendBare(call[0], call[1], body, headers.toArray(String[]::new));
  }
}
