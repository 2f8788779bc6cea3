package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import news.dateline.events.Json;
import news.dateline.testsupport.Chromium;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream of three items and then a live one, lost after each single byte it can be lost after:
 * within the headers, before the first event, between two, in the middle of one.
 */
class LostConnectionIT {
  private static final Path MODULE = Path.of("target/npm/node_modules/eventsource");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** More bytes than the response's headers and four items have. */
  private static final int MAX_BYTES = 1_600;

  private static final int MIN_BROKEN = 1_000;

  private static final int ADDRESSES = 50;

  @TempDir static Path profile;

  private static final DatelineProcess dateline = DatelineProcess.shared();
  private static FaultyProxy proxy;
  private static EditorApiClient editor;

  @BeforeAll
  static void start() throws Exception {
    proxy = new FaultyProxy(dateline.page(), ADDRESSES);
    editor = EditorApiClient.of(dateline);
  }

  @AfterAll
  static void stop() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void okHttpReceivesEveryItem() throws Exception {
    checkEveryCut("okhttp", 400, SseClients::okHttp);
  }

  @Test
  void nodeReceivesEveryItem() throws Exception {
    if (System.getenv("CI") == null) {
      assumeThat(MODULE).exists();
    }
    checkEveryCut("node", 400, streams -> SseClients.node(streams, MODULE));
  }

  @Test
  void curlReceivesEveryItem() throws Exception {
    if (System.getenv("CI") == null) {
      assumeThat(Path.of("/usr/bin/curl")).exists();
    }
    checkEveryCut("curl", 200, SseClients::curl);
  }

  @Test
  void chromiumReceivesEveryItem() throws Exception {
    Chromium.assumed();
    try (Chromium chromium = Chromium.start(profile)) {
      // any page of this machine without a content security policy
      chromium.browser().get(dateline.printed("health"));
      checkEveryCut("chromium", 200, streams -> SseClients.chromium(streams, chromium.browser()));
    }
  }

  /**
   * Breaks one connection of each client after each number of bytes.
   *
   * @param atOnce how many connections the client can have at once
   */
  private static void checkEveryCut(String name, int atOnce, Function<List<URI>, SseClients> client)
      throws Exception {
    int before = proxy.broken();
    for (int first = 0; first < MAX_BYTES; first += atOnce) {
      String feed = name + "-" + first;
      editor.open(feed);
      for (int i = 0; i < 3; i++) {
        editor.publish(feed, "item-" + i, "Before any stream");
      }
      String epoch = Json.mapper().readTree(editor.snapshot(feed, "")).get("epoch").asString();
      String path = "/feeds/" + feed + "/stream?after=" + epoch + "-1";
      List<URI> streams =
          IntStream.range(first, first + atOnce)
              .mapToObj(cut -> proxy.cutAfter(cut, path))
              .toList();
      try (SseClients clients = client.apply(streams)) {
        awaitAll(clients, epoch, 4);
        editor.publish(feed, "live", "On every stream");
        awaitAll(clients, epoch, 5);
      }
    }
    assertThat(proxy.broken() - before).isGreaterThan(MIN_BROKEN);
  }

  private static void awaitAll(SseClients clients, String epoch, int last) {
    List<String> all = IntStream.rangeClosed(2, last).mapToObj(seq -> epoch + "-" + seq).toList();
    try {
      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> clients.items().stream().allMatch(items -> items.size() >= all.size()));
    } catch (ConditionTimeoutException e) {
      // the comparison shows which client lacks which item
    }
    assertThat(clients.items()).allSatisfy(items -> assertThat(items).isEqualTo(all));
  }
}
