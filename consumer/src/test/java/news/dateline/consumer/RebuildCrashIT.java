package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends a rebuild in each of its phases. */
@Tag("docker")
class RebuildCrashIT {
  @TempDir Path state;
  private RebuildFixture rebuilt;

  @BeforeEach
  void start() {
    rebuilt = new RebuildFixture(state);
  }

  @AfterEach
  void close() {
    rebuilt.close();
  }

  @Test
  void aRebuildThatFailsInTheMiddleChangesNothing() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(15_000));
    String epoch = rebuilt.epoch();
    long total = rebuilt.feed().changes().size();

    assertThatThrownBy(
            () ->
                rebuilt.rebuild(RebuildFixture.stopWhen(decided -> decided > 0 && decided < total)))
        .isInstanceOf(RebuildFixture.Stopped.class);

    assertThat(rebuilt.epochs()).containsExactly(epoch);
    rebuilt.decide(Map.of("next", RebuildFixture.publish("next")));
    assertThat(rebuilt.last())
        .returns(epoch, PublicState::epoch)
        .returns(total + 1, PublicState::seq);
    assertThat(rebuilt.epochs()).containsExactly(epoch);
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer");
    assertThat(state).isDirectoryNotContaining("glob:**consumer-2");

    rebuilt.rebuild(decided -> {});
    rebuilt.assertRebuilt();
  }

  @Test
  void aRebuildThatIsKilledInTheMiddleChangesNothing() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(15_000));
    String epoch = rebuilt.epoch();
    long total = rebuilt.feed().changes().size();
    try (JavaProcess rebuild = RebuildProcess.start(rebuilt.kafka(), state)) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(RebuildFixture.TIMEOUT)
          .until(() -> rebuild.lines().stream().anyMatch(line -> line.matches("[1-9][0-9]*")));
      rebuild.kill();
      assertThat(rebuild.lines()).doesNotContain("done", String.valueOf(total));
    }

    rebuilt.decide(Map.of("next", RebuildFixture.publish("next")));

    assertThat(rebuilt.last())
        .returns(epoch, PublicState::epoch)
        .returns(total + 1, PublicState::seq);
    assertThat(rebuilt.epochs()).containsExactly(epoch);
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer");
  }

  @Test
  void aCompleteRebuildThatEndsBeforeItsPublicationIsPublishedByTheNextStart() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(20));
    long total = rebuilt.count(Topic.NEWS_EVENTS);
    assertThatThrownBy(() -> rebuilt.rebuild(RebuildFixture.stopWhen(decided -> decided == total)))
        .isInstanceOf(RebuildFixture.Stopped.class);
    assertThat(rebuilt.epochs()).hasSize(1);
    assertThat(rebuilt.generations()).contains("dateline-consumer");

    rebuilt.decide(Map.of());

    rebuilt.assertRebuilt();
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void aRebuildThatIsKilledWhileItPublishesIsPublishedByTheNextStart() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(4_000, "x".repeat(6_000)));
    String epoch = rebuilt.epoch();
    try (JavaProcess rebuild = RebuildProcess.start(rebuilt.kafka(), state)) {
      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(RebuildFixture.TIMEOUT)
          .until(() -> !rebuilt.last().epoch().equals(epoch));
      rebuild.kill();
      assertThat(rebuild.lines()).doesNotContain("done");
    }
    assertThat(rebuilt.feed().changes()).filteredOn(PublicFeed.class::isInstance).hasSize(1);

    rebuilt.decide(Map.of());

    rebuilt.assertRebuilt();
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer-2");
    rebuilt.decide(Map.of("next", RebuildFixture.publish("next")));
    assertThat(rebuilt.last()).returns(4_002L, PublicState::seq);
  }
}
