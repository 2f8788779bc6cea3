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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of headers, three items and the fourth: a little more than there are, and surely some. */
  private static final int BYTES = 1_600;

  private static final int SURELY = 1_000;

  private static final int ADDRESSES = 50;

  @TempDir static Path data;
  @TempDir static Path profile;

  private static DatelineProcess dateline;
  private static FaultyProxy line;
  private static EditorApiClient news;

  @BeforeAll
  static void start() throws Exception {
    dateline = DatelineProcess.start(data);
    line = new FaultyProxy(dateline.page(), ADDRESSES);
    news = EditorApiClient.at(dateline, data);
  }

  @AfterAll
  static void stop() throws Exception {
    if (line != null) {
      line.close();
    }
    if (dateline != null) {
      dateline.close();
    }
  }

  @Test
  void okHttpMissesNothing() throws Exception {
    missNothing("okhttp", 400, SseClients::okHttp);
  }

  @Test
  void nodeMissesNothing() throws Exception {
    if (System.getenv("CI") == null) {
      assumeThat(MODULE).exists();
    }
    missNothing("node", 400, streams -> SseClients.node(streams, MODULE));
  }

  @Test
  void curlMissesNothing() throws Exception {
    if (System.getenv("CI") == null) {
      assumeThat(Path.of("/usr/bin/curl")).exists();
    }
    missNothing("curl", 200, SseClients::curl);
  }

  @Test
  void chromiumMissesNothing() throws Exception {
    Chromium.assumed();
    try (Chromium chromium = Chromium.start(profile)) {
      // a page on this machine without a policy of its own
      chromium.browser().get(dateline.printed("health"));
      missNothing("chromium", 200, streams -> SseClients.chromium(streams, chromium.browser()));
    }
  }

  /** As many at once as the client can do. */
  private static void missNothing(String name, int atOnce, Function<List<URI>, SseClients> client)
      throws Exception {
    int before = line.broken();
    for (int first = 0; first < BYTES; first += atOnce) {
      String feed = name + "-" + first;
      news.open(feed);
      for (int i = 0; i < 3; i++) {
        news.publish(feed, "item-" + i, "Told before anyone came");
      }
      String epoch = Json.mapper().readTree(news.snapshot(feed, "")).get("epoch").asString();
      String path = "/feeds/" + feed + "/stream?after=" + epoch + "-1";
      List<URI> streams =
          IntStream.range(first, first + atOnce).mapToObj(cut -> line.after(cut, path)).toList();
      try (SseClients readers = client.apply(streams)) {
        awaitAll(readers, epoch, 4);
        news.publish(feed, "live", "Told to all at once");
        awaitAll(readers, epoch, 5);
      }
    }
    assertThat(line.broken() - before).isGreaterThan(SURELY);
  }

  private static void awaitAll(SseClients readers, String epoch, int last) {
    List<String> all = IntStream.rangeClosed(2, last).mapToObj(seq -> epoch + "-" + seq).toList();
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> readers.items().stream().allMatch(items -> items.size() >= all.size()));
    } catch (ConditionTimeoutException e) {
      // the comparison says who misses what
    }
    assertThat(readers.items()).allSatisfy(items -> assertThat(items).isEqualTo(all));
  }
}
