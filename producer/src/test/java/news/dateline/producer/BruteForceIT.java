package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import news.dateline.support.token.RandomToken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that guess 1,000 one-time codes and 10,000 tokens, and an editor who works meanwhile.
 */
class BruteForceIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final int TOKENS = 10_000;
  private static final int CODES = 1_000;
  private static final int CONNECTIONS = 4;
  private static final int PUBLISHED_ALONE = 300;

  /** More than the limit lets through at once and during the run. */
  private static final int MAX_CHECKED = 60;

  private static String cookie = "";

  @BeforeAll
  static void signIn() {
    PRODUCER.openFeed("guesses");
    String code = PRODUCER.send("POST", "/login-codes", "").text("code");
    ApiResponse opened = PRODUCER.send("POST", "/sessions", "{\"code\":\"" + code + "\"}");
    cookie = opened.header("Set-Cookie").replaceFirst(";.*", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void guessesAreRefusedUnseenWhileASignedInEditorOfTheSameAddressPublishes(int addresses)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS + 1);
    try (LoopbackClient editor = new LoopbackClient(PRODUCER, address(addresses, 0))) {
      String csrf = editor.get("/session", "Cookie: " + cookie).path("csrfToken").asString();
      publish(editor, csrf, n -> n == PUBLISHED_ALONE); // warms up
      long[] alone = publish(editor, csrf, n -> n == PUBLISHED_ALONE);
      Future<long[]> beside = threads.submit(() -> publish(editor, csrf, n -> over.get() && n > 0));
      Map<Integer, Integer> answers = new TreeMap<>();
      for (Future<Map<Integer, Integer>> attack :
          IntStream.range(0, CONNECTIONS)
              .mapToObj(i -> threads.submit(() -> guess(addresses, i)))
              .toList()) {
        attack.get().forEach((status, count) -> answers.merge(status, count, Integer::sum));
      }
      over.set(true);

      assertThat(answers.keySet()).containsExactly(401, 422, 429);
      assertThat(answers.values().stream().mapToInt(count -> count).sum())
          .isEqualTo(TOKENS + CODES);
      assertThat(answers.get(401)).isLessThanOrEqualTo(MAX_CHECKED * addresses);
      assertThat(answers.get(422)).isLessThanOrEqualTo(addresses == 1 ? 20 : 4 * addresses);
      report(addresses, alone, beside.get());
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Publishes until the condition holds of the number of items. Each publish is decided, or the
   * test fails. Returns the times that they took, in order of size.
   */
  private static long[] publish(LoopbackClient editor, String csrf, IntPredicate end)
      throws IOException {
    LongStream.Builder times = LongStream.builder();
    for (int published = 0; !end.test(published); published++) {
      long start = System.nanoTime();
      int status =
          editor.send(
              "POST /feeds/guesses/items",
              "{\"title\":\"" + UUID.randomUUID() + "\"}",
              List.of("Cookie: " + cookie, "X-CSRF-Token: " + csrf, "Prefer: wait=10"));
      times.add(System.nanoTime() - start);
      assertThat(status).isEqualTo(201);
    }
    return times.build().sorted().toArray();
  }

  /** Prints the times, of which the docs tell: they depend on the machine. */
  private static void report(int addresses, long[] alone, long[] beside) {
    System.out.printf(
        Locale.ROOT,
        "Guesses from %d addresses: %d publishes alone, p50 %.1f ms, p99 %.1f ms; %d beside, p50"
            + " %.1f ms, p99 %.1f ms; ratio of p50 %.1f%n",
        addresses,
        alone.length,
        millis(alone, 50),
        millis(alone, 99),
        beside.length,
        millis(beside, 50),
        millis(beside, 99),
        millis(beside, 50) / millis(alone, 50));
  }

  private static double millis(long[] times, int percentile) {
    return times[(times.length - 1) * percentile / 100] / 1e6;
  }

  /** Sends this connection's share of the guesses. Returns the number of answers by status. */
  private static Map<Integer, Integer> guess(int addresses, int connection) {
    Map<Integer, Integer> answers = new TreeMap<>();
    int clients = Math.max(CONNECTIONS, addresses);
    for (int i = connection; i < clients; i += CONNECTIONS) {
      try (LoopbackClient attacker =
          new LoopbackClient(PRODUCER, address(addresses, i % addresses))) {
        for (int n = 0; n < TOKENS / clients; n++) {
          String token = RandomToken.of(UUID.randomUUID().toString()).text();
          count(
              answers, attacker.send("GET /feeds", "", List.of("Authorization: Bearer " + token)));
        }
        for (int n = 0; n < CODES / clients; n++) {
          String code = RandomToken.of(UUID.randomUUID().toString()).text();
          count(answers, attacker.send("POST /sessions", "{\"code\":\"" + code + "\"}", List.of()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return answers;
  }

  private static void count(Map<Integer, Integer> answers, int status) {
    answers.merge(status, 1, Integer::sum);
  }

  /** Addresses of the loopback interface; the producer trusts none of them as a proxy. */
  private static String address(int addresses, int number) {
    return "127.1." + (addresses == 1 ? 1 : 2) + "." + (number + 1);
  }
}
