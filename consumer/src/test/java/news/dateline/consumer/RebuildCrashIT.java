package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends a rebuild in each of its phases. */
@Tag("docker")
class RebuildCrashIT extends RebuildFixture {
  @Test
  void aRebuildThatFailsInTheMiddleChangesNothing() throws Exception {
    decide(publishes(5_000));
    String epoch = epoch();
    long total = feed().changes().size();

    assertThatThrownBy(() -> rebuild(stopWhen(decided -> decided > 0 && decided < total)))
        .isInstanceOf(Stopped.class);

    assertThat(epochs()).containsExactly(epoch);
    decide(Map.of("next", publish("next")));
    assertThat(last()).returns(epoch, PublicState::epoch).returns(total + 1, PublicState::seq);
    assertThat(epochs()).containsExactly(epoch);
    assertThat(generations()).containsExactly("dateline-consumer");
    assertThat(state).isDirectoryNotContaining("glob:**consumer-2");

    rebuild(decided -> {});
    assertRebuilt();
  }

  @Test
  void aRebuildThatIsKilledInTheMiddleChangesNothing() throws Exception {
    decide(publishes(5_000));
    String epoch = epoch();
    long total = feed().changes().size();
    try (JavaProcess rebuild = RebuildProcess.start(kafka(), state)) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(TIMEOUT)
          .until(() -> rebuild.lines().stream().anyMatch(line -> line.matches("[1-9][0-9]*")));
      rebuild.kill();
      assertThat(rebuild.lines()).doesNotContain("done", String.valueOf(total));
    }

    decide(Map.of("next", publish("next")));

    assertThat(last()).returns(epoch, PublicState::epoch).returns(total + 1, PublicState::seq);
    assertThat(epochs()).containsExactly(epoch);
    assertThat(generations()).containsExactly("dateline-consumer");
  }

  @Test
  void aCompleteRebuildThatEndsBeforeItsPublicationIsPublishedByTheNextStart() throws Exception {
    decide(publishes(20));
    long total = count(Topic.NEWS_EVENTS);
    assertThatThrownBy(() -> rebuild(stopWhen(decided -> decided == total)))
        .isInstanceOf(Stopped.class);
    assertThat(epochs()).hasSize(1);
    assertThat(generations()).contains("dateline-consumer");

    decide(Map.of());

    assertRebuilt();
    assertThat(generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void aRebuildThatIsKilledWhileItPublishesIsPublishedByTheNextStart() throws Exception {
    decide(publishes(4_000, "x".repeat(6_000)));
    String epoch = epoch();
    try (JavaProcess rebuild = RebuildProcess.start(kafka(), state)) {
      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(TIMEOUT)
          .until(() -> !last().epoch().equals(epoch));
      rebuild.kill();
      assertThat(rebuild.lines()).doesNotContain("done");
    }
    assertThat(feed().changes()).filteredOn(PublicFeed.class::isInstance).hasSize(1);

    decide(Map.of());

    assertRebuilt();
    assertThat(generations()).containsExactly("dateline-consumer-2");
    decide(Map.of("next", publish("next")));
    assertThat(last()).returns(4_002L, PublicState::seq);
  }
}
