package news.dateline.feedapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import news.dateline.feedapi.Changes;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/** How a stream comes to its end, and what is left of it. */
class EndingTests {
  private static final Changes WORLD = Changes.of("world", "k3f9");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);

  private final Stage stage = new Stage();

  @BeforeEach
  void open() {
    stage.publish(WORLD.opened(1));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void endsWithTheApplicationEvenWhereNobodyReads() {
    StepVerifier.create(stage.stream(ALL, "k3f9-1"), 1)
        .expectNextCount(1)
        .then(stage.delivery::stop)
        .verifyComplete();

    StepVerifier.create(stage.stream(ALL, "k3f9-1"))
        .assertNext(
            buffer ->
                assertThat(buffer)
                    .matches("retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"stopping\"}\n\n"))
        .verifyComplete();
    assertThat(stage.delivery.open()).isZero();
  }

  @Test
  void endsWhenTheFeedIsNotForEveryoneAnyMore() {
    StepVerifier.create(stage.stream(ALL, "k3f9-1"))
        .expectNextCount(1)
        .then(() -> stage.publish(WORLD.closedOff(2)))
        .verifyComplete();
  }

  @Test
  void isForgottenWhenItsReaderLeaves() {
    Disposable reader = stage.stream(ALL, "k3f9-1").subscribe();
    assertThat(stage.meters.get("dateline.stream.subscribers").gauge().value()).isEqualTo(1);

    reader.dispose();

    assertThat(stage.meters.get("dateline.stream.subscribers").gauge().value()).isZero();
  }

  @Test
  void keepsNothingForALoopThatAllHaveLeft() {
    Visit visit = stage.visit(ALL, "k3f9-1");
    Disposable there = stage.stream(visit, new Stage.Loop()).subscribe();
    Disposable here = stage.stream(visit, new Stage.Loop()).subscribe();
    here.dispose();
    stage.publish(WORLD.published("a", 2, 0));
    WeakReference<FeedIndex> passed =
        new WeakReference<>(stage.feeds.find(WORLD.feed()).orElseThrow());

    stage.publish(WORLD.published("b", 3, 0));

    await()
        .until(
            () -> {
              System.gc();
              return passed.get() == null;
            });
    there.dispose();
  }
}
