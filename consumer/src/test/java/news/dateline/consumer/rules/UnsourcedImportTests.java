package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import news.dateline.events.DeskState;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.Test;

/**
 * Events of producers that knew no sources are decided as they were: the golden file has the
 * digests of all outcomes, changes and desk states of random histories, computed by the rules of
 * commit 8a3442c.
 */
class UnsourcedImportTests {
  private static final String GOLDEN = "/golden/unsourced-imports.txt";
  private static final int HISTORIES = 100;
  private static final int LENGTH = 120;

  @Test
  void areDecidedAsByTheRulesThatKnewNoSources() throws IOException {
    List<String> decided = IntStream.range(0, HISTORIES).mapToObj(this::digest).toList();

    try (InputStream golden = UnsourcedImportTests.class.getResourceAsStream(GOLDEN)) {
      String expected = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8);
      assertThat(decided).isEqualTo(expected.lines().toList());
    }
  }

  private String digest(int seed) {
    Random random = new Random(seed);
    RulesHarness harness = RulesHarness.open();
    MessageDigest digest = sha256();
    for (Histories.Step step : Histories.random(random, LENGTH)) {
      harness.decideAt(
          new Histories.Step(
              step.time(), step.id(), step.digest(), imported(random, step.event())));
      digest.update(Json.write(harness.outcome(step.id())));
      harness.desks().stream()
          .sorted(Comparator.comparing(desk -> desk.id().value()))
          .map(DeskState::value)
          .forEach(digest::update);
    }
    harness.changes().stream().map(PublicState::value).forEach(digest::update);
    harness.timers().forEach(timer -> digest.update(timer.toString().getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Turns a third of what editors publish and update into imports. */
  private static NewsEvent imported(Random random, NewsEvent event) {
    boolean turns = random.nextInt(3) == 0;
    if (turns && event instanceof NewsEvent.ItemPublished of) {
      return new NewsEvent.ItemImported(of.id(), of.item(), null);
    }
    if (turns && event instanceof NewsEvent.ItemUpdated of) {
      return new NewsEvent.ItemImported(of.id(), of.item(), RulesHarness.NOON);
    }
    return event;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
