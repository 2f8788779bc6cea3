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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.support.token.RandomToken;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.Test;

/** Requests that are refused for who sends them, and when. */
class RefusedRequestsIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();

  /** Far more than the wrong tokens that an address may present at once. */
  private static final int GUESSES = 100;

  private static final int CODES = 50;

  /** The wrong codes after which an address is refused, and the time that gives it another one. */
  private static final int MAX_WRONG_CODES = 3;

  private static final Duration WRONG_CODE_INTERVAL = Duration.ofSeconds(20);

  @Test
  void withoutATokenARequestIsRefusedAlsoIfItsBodyNeverComes() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", PRODUCER.port("local.server.port"))) {
      // whoever waits for the body answers 408
      socket.setSoTimeout((int) Duration.ofMinutes(2).toMillis());
      String head =
          """
          POST /feeds/world/items HTTP/1.1
          Host: desk
          Content-Type: application/json
          Content-Length: 1000

          """;
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(US_ASCII));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

      assertThat(answer.readLine()).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void aCodeOpensASessionForFiveMinutesOnly() {
    ApiResponse identity =
        PRODUCER.send("POST", "/identities", "{\"name\":\"Late\",\"roles\":[\"editor\"]}");
    Instant now = Instant.now();

    assertThat(open(offered(identity, now.minus(Duration.ofMinutes(4)))).status()).isEqualTo(201);
    ApiResponse late = open(offered(identity, now.minus(Session.CODE_LIFETIME)));
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.text("field")).isEqualTo("code");
    assertThat(late.header("Set-Cookie")).isEmpty();
  }

  /** Writes what a producer has written at that time for {@code ./dateline login}. */
  private static String offered(ApiResponse identity, Instant at) {
    UUID id = UUID.randomUUID();
    RandomToken code = RandomToken.of(id.toString());
    String issuer = RandomToken.hashOf(identity.text("token"));
    Session session =
        Session.offered(id, new IdentityId(identity.text("id")), issuer, code.hash(), at);
    try (TopicWriter topics = new TopicWriter(TestBroker.shared().bootstrapServers())) {
      TopicWriter.await(
          topics.write(Topic.SESSIONS, new FeedId("none"), session.key(), session.value()));
    }
    return code.text();
  }

  private static ApiResponse open(String code, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return PRODUCER.sendBare("POST", "/sessions", "{\"code\":\"" + code + "\"}", all);
  }

  @Test
  void addressesOfOneIpv6NetworkCountAsOne() {
    assertThat(guess("2001:db8:1:1:ffff:ffff:ffff:ffff")).isEqualTo(401);
    assertThat(IntStream.rangeClosed(1, GUESSES).map(i -> guess("2001:db8:1:1::" + i)))
        .contains(429);
    assertThat(guess("2001:db8:1:2::1")).isEqualTo(401);
  }

  @Test
  void ofManyCodesAtOnceFromOneAddressOnlyTheFirstAreLookedAt() {
    String address = "2001:db8:%s::1".formatted(UUID.randomUUID().toString().substring(9, 13));
    ExecutorService threads = Executors.newFixedThreadPool(CODES);
    Instant start = Instant.now();
    try {
      List<Future<Integer>> guesses =
          IntStream.range(0, CODES)
              .mapToObj(
                  i -> threads.submit(() -> open(unknown(), "X-Forwarded-For", address).status()))
              .toList();

      assertThat(guesses.stream().map(RefusedRequestsIT::join)).containsOnly(422, 429);
      long recovered = Duration.between(start, Instant.now()).dividedBy(WRONG_CODE_INTERVAL);
      assertThat(guesses.stream().map(RefusedRequestsIT::join).filter(each -> each == 422))
          .hasSizeBetween(1, Math.toIntExact(MAX_WRONG_CODES + recovered));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whereAnAddressHasFailedTooOftenAnOldCookieDoesNotPreventASignIn() {
    String address = "2001:db8:%s:1::1".formatted(UUID.randomUUID().toString().substring(9, 13));
    String code = PRODUCER.send("POST", "/login-codes", "").text("code");
    String cookie = "dateline-session=" + unknown();
    await().atMost(Duration.ofMinutes(1)).until(() -> session(cookie, address) == 429);

    ApiResponse opened = open(code, "Cookie", cookie, "X-Forwarded-For", address);
    assertThat(opened.status()).isEqualTo(201);
    assertThat(session(opened.header("Set-Cookie").replaceFirst(";.*", ""), address))
        .isEqualTo(200);
  }

  private static int session(String cookie, String address) {
    return PRODUCER
        .sendBare("GET", "/session", "", "Cookie", cookie, "X-Forwarded-For", address)
        .status();
  }

  private static int join(Future<Integer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unknown() {
    return RandomToken.of(UUID.randomUUID().toString()).text();
  }

  private static int guess(String address) {
    return PRODUCER
        .sendBare(
            "GET", "/feeds", "", "Authorization", "Bearer " + unknown(), "X-Forwarded-For", address)
        .status();
  }
}
