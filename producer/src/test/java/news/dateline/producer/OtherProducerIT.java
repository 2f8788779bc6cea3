package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Topic;
import news.dateline.producer.security.Authors;
import news.dateline.producer.security.EditorAuthentication;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two producers on one Kafka, as behind a proxy. */
class OtherProducerIT {
  private static final IdentityProfile PROFILE =
      new IdentityProfile(null, List.of(Role.EDITOR), null, null, null);

  private static final ProducerFixture FIRST = ProducerFixture.shared();
  private static final ProducerFixture SECOND =
      FIRST.another("--dateline.site.public-url=https://news.example");

  @AfterAll
  static void stop() {
    SECOND.application.close();
  }

  @Test
  void aCodeOfOneProducerOpensASessionOnTheOtherOnce() {
    String code = code(FIRST, identity("Moving"));

    ApiResponse opened = open(SECOND, code);

    assertThat(opened.status()).isEqualTo(201);
    assertThat(status(FIRST, "Cookie", cookie(opened))).isEqualTo(200);
    assertThat(open(FIRST, code).status()).isEqualTo(422);
  }

  @Test
  void theEndOfASessionOnOneProducerHoldsOnTheOtherAndEndsItsOpenStreamThere() {
    FIRST.openFeed("left-elsewhere");
    ApiResponse opened = open(FIRST, code(FIRST, identity("Leaving")));
    String cookie = cookie(opened);
    await().until(() -> status(SECOND, "Cookie", cookie) == 200);

    try (EventStream stream =
        EventStream.open(SECOND, "/feeds/left-elsewhere/stream", "Cookie", cookie)) {
      RevokedStreams.assertEnd(
          FIRST,
          "left-elsewhere",
          () -> FIRST.send("DELETE", "/sessions/" + opened.text("id"), ""),
          stream);
      assertThat(status(SECOND, "Cookie", cookie)).isEqualTo(401);
    }
  }

  @Test
  void aRevocationOnOneProducerEndsTheTokenItsSessionsAndItsOpenStreamsOnTheOther() {
    FIRST.openFeed("revoked-elsewhere");
    ApiResponse identity = identity("Revoked");
    String bearer = bearer(identity.text("token"));
    String cookie = cookie(open(SECOND, code(FIRST, identity)));
    await().until(() -> status(SECOND, "Authorization", bearer) == 200);
    assertThat(status(SECOND, "Cookie", cookie)).isEqualTo(200);
    String path = "/feeds/revoked-elsewhere/stream";

    try (EventStream ofToken = EventStream.open(SECOND, path, "Authorization", bearer);
        EventStream ofSession = EventStream.open(SECOND, path, "Cookie", cookie)) {
      RevokedStreams.assertEnd(
          FIRST,
          "revoked-elsewhere",
          () -> FIRST.send("DELETE", "/identities/" + identity.text("id"), ""),
          ofToken,
          ofSession);

      assertThat(status(SECOND, "Authorization", bearer)).isEqualTo(401);
      assertThat(status(SECOND, "Cookie", cookie)).isEqualTo(401);
    }
  }

  @Test
  void whoEditsAnItemOnOneProducerIsSeenOnTheOtherAndWrittenAtMostEveryFiveSeconds() {
    FIRST.openFeed("presence");
    FIRST.send(
        "POST", "/feeds/presence/items", "{\"id\":\"a\",\"title\":\"t\"}", "Prefer", "wait=10");
    ApiResponse olena = identity("Olena");
    String path = "/feeds/presence/stream";

    try (EventStream stream =
        EventStream.open(SECOND, path, "Authorization", bearer(SECOND.token))) {
      await().until(() -> stream.has("ready", ""));
      Instant begin = Instant.now();
      assertThat(announce(FIRST, olena).status()).isEqualTo(204);
      await().until(() -> stream.has("presence", "\"name\":\"Olena\""));
      announce(FIRST, olena);
      announce(SECOND, olena);

      assertThat(stream.last("presence")).contains("\"item\":\"a\"", olena.text("id"), "since");
      long most = 1 + Duration.between(begin, Instant.now()).toSeconds() / 5;
      assertThat(records("presence")).isBetween(1L, most);
    }
    announce(FIRST, olena);
    try (EventStream stream = EventStream.open(FIRST, path, "Authorization", bearer(FIRST.token))) {
      await().until(() -> stream.has("ready", ""));
      assertThat(stream.has("presence", "Olena")).isTrue();
    }
    assertThat(FIRST.send("PUT", "/feeds/presence/items/none/presence", "").status())
        .isEqualTo(404);
  }

  @Test
  void feedsHaveTheAddressOfTheirPageWhereItIsKnown() {
    FIRST.openFeed("paged");
    await().until(() -> SECOND.send("GET", "/feeds", "").body().contains("\"paged\""));

    assertThat(SECOND.send("GET", "/feeds", "").body())
        .contains("\"page\":\"https://news.example/feeds/paged\"");
    assertThat(FIRST.send("GET", "/feeds", "").body()).doesNotContain("\"page\"");
  }

  private static ApiResponse announce(ProducerFixture producer, ApiResponse identity) {
    String bearer = bearer(identity.text("token"));
    return producer.send("PUT", "/feeds/presence/items/a/presence", "", "Authorization", bearer);
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static long records(String feed) {
    String kafka = TestBroker.shared().bootstrapServers();
    return TopicClient.log(kafka, Topic.PRESENCE.topicName(), new FeedId(feed)).stream()
        .filter(entry -> new String(entry.key(), UTF_8).startsWith(feed + "/"))
        .count();
  }

  @Test
  void anAuthorWithATokenOfAProviderLastsUntilTheTokenExpires() {
    Authors authors = SECOND.application.getBean(Authors.class);
    IdentityId id = new IdentityId("oidc-unknown");
    Instant now = Instant.now();

    assertThat(authors.current(new EditorAuthentication(id, PROFILE, now.plusSeconds(60))))
        .isPresent();
    assertThat(authors.current(new EditorAuthentication(id, PROFILE, now.minusSeconds(1))))
        .isEmpty();
  }

  private static ApiResponse identity(String name) {
    return FIRST.send("POST", "/identities", "{\"name\":\"" + name + "\",\"roles\":[\"editor\"]}");
  }

  private static String code(ProducerFixture producer, ApiResponse identity) {
    String bearer = "Bearer " + identity.text("token");
    return producer.sendBare("POST", "/login-codes", "", "Authorization", bearer).text("code");
  }

  private static ApiResponse open(ProducerFixture producer, String code) {
    return producer.sendBare(
        "POST", "/sessions", "{\"code\":\"" + code + "\"}", "Content-Type", "application/json");
  }

  private static String cookie(ApiResponse opened) {
    return opened.header("Set-Cookie").replaceFirst(";.*", "");
  }

  private static int status(ProducerFixture producer, String header, String value) {
    return producer.sendBare("GET", "/feeds", "", header, value).status();
  }
}
