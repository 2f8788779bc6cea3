package news.dateline.producer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import news.dateline.events.FeedId;
import news.dateline.events.Reach;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of a feed for editors. */
class DeskStreamIT {
  private static final String[] WAIT = {"Prefer", "wait=10"};

  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void aStreamBeginsWithTheFeedAndItsItemsAndGoesOnWithChanges() {
    producer.openFeed("desk-live");
    producer.send("POST", "/feeds/desk-live/items", "{\"id\":\"a\",\"title\":\"Before\"}", WAIT);
    producer.send(
        "POST",
        "/feeds/desk-live/items",
        "{\"id\":\"s\",\"title\":\"Secret\",\"embargoedUntil\":\"2099-01-01T00:00:00Z\"}",
        WAIT);

    try (EventStream stream = open("desk-live", producer.token)) {
      soon().until(() -> stream.has("ready", ""));
      assertThat(stream.events().get(0)).startsWith("feed {\"feed\":\"desk-live\"");
      assertThat(stream.has("item", "Before")).isTrue();
      assertThat(stream.has("item", "\"status\":\"held\"")).isTrue();

      producer.send("POST", "/feeds/desk-live/items", "{\"id\":\"b\",\"title\":\"After\"}", WAIT);
      soon().until(() -> stream.has("item", "After"));
    }
  }

  @Test
  void whatOneEditorRetractsIsGoneFromTheScreenOfAnother() {
    producer.openFeed("desk-two");
    producer.send("POST", "/feeds/desk-two/items", "{\"id\":\"a\",\"title\":\"Wrong\"}", WAIT);
    ApiResponse other =
        producer.send("POST", "/identities", "{\"name\":\"Ed\",\"roles\":[\"editor\"]}");

    try (EventStream stream = open("desk-two", other.text("token"))) {
      soon().until(() -> stream.has("item", "Wrong"));
      producer.send("POST", "/feeds/desk-two/items/a/retraction", "{\"reason\":\"r\"}", WAIT);

      soon().until(() -> stream.has("item", "\"retracted\""));
      assertThat(stream.last("item")).doesNotContain("Wrong");
    }
  }

  @Test
  void aHeldItemIsSeenAgainWhenItIsReleased() {
    producer.openFeed("desk-held");
    try (EventStream stream = open("desk-held", producer.token)) {
      soon().until(() -> stream.has("ready", ""));
      String until = Instant.now().plusSeconds(5).toString();
      producer.send(
          "POST",
          "/feeds/desk-held/items",
          "{\"id\":\"a\",\"title\":\"Later\",\"embargoedUntil\":\"" + until + "\"}",
          WAIT);

      soon().until(() -> stream.has("item", "\"status\":\"held\""));
      soon().until(() -> stream.has("item", "\"status\":\"published\""));
    }
  }

  @Test
  void aChangeOfTheFeedItselfIsSeen() {
    producer.openFeed("desk-settings");
    try (EventStream stream = open("desk-settings", producer.token)) {
      soon().until(() -> stream.has("ready", ""));
      producer.send("PUT", "/feeds/desk-settings", "{\"title\":\"Other\",\"holdFor\":7}", WAIT);

      soon().until(() -> stream.has("feed", "\"holdFor\":7"));
    }
  }

  @Test
  void theReachOfEachReplicaIsOnTheStreamUnlessItIsOld() {
    producer.openFeed("desk-reach");
    Instant now = Instant.now();

    try (TopicWriter topics = new TopicWriter(TestBroker.shared().bootstrapServers());
        EventStream stream = open("desk-reach", producer.token)) {
      TopicWriter.await(topics.write(reach("gone", 7), now.minusSeconds(31)));
      TopicWriter.await(topics.write(reach("one", 5), now));
      soon().until(() -> stream.has("reach", "{\"replica\":\"one\",\"feed\":\"desk-reach\""));
      assertThat(stream.has("reach", "\"streams\":5,\"reached\":4,\"maxLag\":3")).isTrue();
      assertThat(stream.has("reach", "gone")).isFalse();
    }
    try (EventStream stream = open("desk-reach", producer.token)) {
      soon().until(() -> stream.has("ready", ""));
      assertThat(stream.has("reach", "one")).isTrue();
      assertThat(stream.has("reach", "gone")).isFalse();
    }
  }

  private static Reach reach(String replica, int streams) {
    return new Reach(replica, new FeedId("desk-reach"), "k3f9", 1, streams, 4, 3L, null);
  }

  @Test
  void theStreamOfARevokedTokenEnds() {
    producer.openFeed("desk-revoked");
    ApiResponse issued =
        producer.send("POST", "/identities", "{\"name\":\"Ed\",\"roles\":[\"editor\"]}");

    try (EventStream stream = open("desk-revoked", issued.text("token"))) {
      RevokedStreams.assertEnd(
          producer,
          "desk-revoked",
          () -> producer.send("DELETE", "/identities/" + issued.text("id"), ""),
          stream);
    }
  }

  @Test
  void theStreamOfASessionEndsWithIt() {
    producer.openFeed("desk-session");
    String code = producer.send("POST", "/login-codes", "").text("code");
    ApiResponse session =
        producer.sendBare(
            "POST", "/sessions", "{\"code\":\"" + code + "\"}", "Content-Type", "application/json");
    String cookie = session.header("Set-Cookie").replaceAll(";.*", "");

    try (EventStream stream =
        EventStream.open(producer, "/feeds/desk-session/stream", "Cookie", cookie)) {
      ApiResponse mine = producer.sendBare("GET", "/session", "", "Cookie", cookie);
      String end = "/sessions/" + mine.json().path("session").path("id").asString("");
      String csrf = mine.text("csrfToken");

      RevokedStreams.assertEnd(
          producer,
          "desk-session",
          () -> producer.sendBare("DELETE", end, "", "Cookie", cookie, "X-CSRF-Token", csrf),
          stream);
    }
  }

  @Test
  void aClientThatTakesNoEventsGetsNoStream() {
    producer.openFeed("no-events");

    ApiResponse refused =
        producer.send("GET", "/feeds/no-events/stream", "", "Accept", "application/json");

    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.text("reason")).isEqualTo("not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
  void aRequestForAStreamThatAnnouncesABodyIsRefusedAndItsConnectionClosed(String header)
      throws IOException {
    producer.openFeed("desk-body");
    try (Socket socket = new Socket("127.0.0.1", producer.port("local.server.port"))) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      String head =
          "GET /feeds/desk-body/stream HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
              .formatted(producer.token, header);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 400");

      socket.getOutputStream().write("hello".getBytes(US_ASCII));

      assertThat(answer.lines().toList().toString())
          .containsIgnoringCase("connection: close")
          .contains("body must be absent");
    }
  }

  @Test
  void aStreamNeedsTheRightToTheFeed() {
    producer.openFeed("desk-mine");
    String token =
        producer
            .send(
                "POST",
                "/identities",
                "{\"name\":\"Ann\",\"roles\":[\"chief\"],\"feeds\":[\"other\"]}")
            .text("token");

    ApiResponse refused =
        producer.send("GET", "/feeds/desk-mine/stream", "", "Authorization", "Bearer " + token);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("right")).isEqualTo("submit");
    assertThat(producer.sendBare("GET", "/feeds/desk-mine/stream", "").status()).isEqualTo(401);
    assertThat(producer.send("GET", "/feeds/desk-none/stream", "").status()).isEqualTo(404);
  }

  private EventStream open(String feed, String token) {
    return EventStream.open(
        producer, "/feeds/" + feed + "/stream", "Authorization", "Bearer " + token);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(10));
  }
}
