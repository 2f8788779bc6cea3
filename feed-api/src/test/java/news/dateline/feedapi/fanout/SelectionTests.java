package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import news.dateline.events.Breaking;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SelectionTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "aaaa");
  private static final FeedStateSamples SPORT = FeedStateSamples.of("sport", "bbbb");
  private static final Selection STORM = Selection.of(WORLD.feed(), tag("storm"));

  private final DeliveryFixture fixture = new DeliveryFixture(2);
  private final PublicItem storm = tagged(WORLD.published("a", 2, 0), "storm");

  @BeforeEach
  void open() {
    fixture.publish(WORLD.opened(1), SPORT.opened(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aFilteredStreamSendsEnteredAndLeft() {
    StepVerifier.create(summaries(STORM, "aaaa-1"))
        .expectNext("1 at")
        .then(() -> fixture.publish(storm))
        .expectNext("2 published a")
        .then(() -> fixture.publish(tagged(WORLD.published("b", 3, 0), "ferry")))
        .then(() -> fixture.publish(retagged(storm, 4, "ferry")))
        .expectNext("4 left a")
        .then(() -> fixture.publish(retagged(storm, 5, "fog")))
        .then(() -> fixture.publish(retagged(storm, 6, "storm")))
        .expectNext("6 entered a")
        .then(() -> fixture.publish(FeedStateSamples.retracted(storm, 7, "wrong")))
        .expectNext("7 retracted a")
        .thenCancel()
        .verify();
  }

  @Test
  void theCursorAdvancesPastHiddenChanges() {
    StepVerifier.create(summaries(STORM, "aaaa-1"))
        .expectNext("1 at")
        .then(() -> fixture.publish(tagged(WORLD.published("b", 2, 0), "ferry")))
        .then(() -> fixture.time.advanceTimeBy(DeliveryFixture.HEARTBEAT))
        .expectNext("2 at")
        .thenCancel()
        .verify();
  }

  @Test
  void aResumedStreamReceivesLeftUnlessTheItemIsNewer() {
    fixture.publish(storm, tagged(WORLD.published("b", 3, 0), "storm"));
    fixture.publish(retagged(storm, 4, "ferry"), tagged(WORLD.published("new", 5, 0), "storm"));
    fixture.publish(retagged(tagged(WORLD.published("new", 5, 0), "storm"), 6, "ferry"));

    assertThat(first(STORM, "aaaa-3")).isEqualTo("3 at 4 left a 6 at");
    assertThat(first(STORM, "aaaa-1")).isEqualTo("1 at 3 published b 6 at");
  }

  @Test
  void aSubscriberThatLaggedIsToldWhereItIsIfTheNewestChangesAreHidden() {
    StepVerifier.create(summaries(STORM, "aaaa-1"), 1)
        .expectNext("1 at")
        .then(() -> fixture.publish(storm))
        .then(() -> fixture.publish(tagged(WORLD.published("b", 3, 0), "ferry")))
        .thenRequest(1)
        .expectNext("2 published a 3 at")
        .thenRequest(1)
        .then(() -> fixture.publish(tagged(WORLD.published("c", 4, 0), "ferry")))
        .then(() -> fixture.publish(retagged(storm, 5, "storm")))
        .expectNext("5 updated a")
        .thenCancel()
        .verify();
    assertThat(fixture.count("deliveries")).isEqualTo(2);
  }

  @Test
  void aStreamOfSeveralFeedsIsToldWhereItIsIfTheNewestChangesAreHidden() {
    fixture.publish(tagged(SPORT.published("s", 2, 0), "storm"));
    fixture.publish(tagged(WORLD.published("b", 2, 0), "ferry"));
    Selection both = new Selection(List.of(WORLD.feed(), SPORT.feed()), true, tag("storm"));

    StepVerifier.create(fixture.stream(both, "bbbb-1", "aaaa-1"))
        .assertNext(
            buffer ->
                assertThat(buffer)
                    .contains("id: sport:bbbb-1,world:aaaa-1\nevent: at\ndata: {}\n")
                    .contains("id: sport:bbbb-2,world:aaaa-1\nevent: item\n")
                    .endsWith("id: sport:bbbb-2,world:aaaa-2\nevent: at\ndata: {}\n\n"))
        .thenCancel()
        .verify();
  }

  @Test
  void aLaggingSubscriberReceivesLeftForAnItemThatChangedAgainWhileHidden() {
    StepVerifier.create(summaries(STORM, "aaaa-1"), 1)
        .expectNext("1 at")
        .thenRequest(1)
        .then(() -> fixture.publish(storm))
        .expectNext("2 published a")
        .then(() -> fixture.publish(retagged(storm, 3, "ferry")))
        .then(() -> fixture.publish(retagged(storm, 4, "fog")))
        .thenRequest(1)
        .expectNext("4 left a")
        .thenCancel()
        .verify();
  }

  @Test
  void aFilterCanSelectBreakingNews() {
    Selection breaking =
        Selection.of(
            WORLD.feed(), new Filter(List.of(Set.of(new Facet(Facet.Kind.BREAKING, "true")))));

    StepVerifier.create(summaries(breaking, "aaaa-1"))
        .expectNext("1 at")
        .then(() -> fixture.publish(storm))
        .then(
            () ->
                fixture.publish(
                    FeedStateSamples.breaking(
                        storm, 3, Breaking.Level.MAJOR, storm.item().publishedAt())))
        .expectNext("3 entered a")
        .then(() -> fixture.publish(FeedStateSamples.breakingEnded(storm, 4)))
        .expectNext("4 left a")
        .thenCancel()
        .verify();
  }

  @Test
  void aStreamOfSeveralFeedsHasACursorForEach() {
    Selection both = new Selection(List.of(WORLD.feed(), SPORT.feed()), true, Filter.NONE);

    StepVerifier.create(fixture.stream(both, "bbbb-1", "aaaa-0"))
        .assertNext(
            buffer ->
                assertThat(buffer)
                    .contains("id: sport:bbbb-1,world:aaaa-0\nevent: at\n")
                    .contains(
                        "id: sport:bbbb-1,world:aaaa-1\n"
                            + "event: feed\n"
                            + "data: {\"feed\":\"world\",\"change\":\"opened\"")
                    // not a second member "feed"
                    .contains("\"status\":\"open\",\"settings\":{"))
        .then(() -> fixture.publish(SPORT.published("s", 2, 0)))
        .assertNext(
            buffer ->
                assertThat(buffer)
                    .startsWith(
                        "id: sport:bbbb-2,world:aaaa-1\n"
                            + "event: item\n"
                            + "data: {\"feed\":\"sport\",\"change\":\"published\",\"id\":\"s\""))
        .then(() -> fixture.publish(FeedStateSamples.of("sport", "cccc").opened(1)))
        .expectNext(
            "id: sport:cccc-1,world:aaaa-1\nevent: reset\ndata: {\"feed\":\"sport\","
                + "\"reason\":\"unknown-epoch\",\"snapshot\":\"/feeds/sport\"}\n\n")
        .thenCancel()
        .verify();
  }

  @Test
  void distinctFiltersAreLimited() {
    Disposable one = fixture.stream(STORM, "aaaa-1").subscribe();
    Disposable two = fixture.stream(Selection.of(WORLD.feed(), tag("ferry")), "aaaa-1").subscribe();
    Selection third = Selection.of(WORLD.feed(), tag("fog"));

    StepVerifier.create(fixture.stream(third, "aaaa-1"))
        .assertNext(buffer -> assertThat(buffer).contains("{\"reason\":\"filters\"}"))
        .verifyComplete();
    assertThat(first(STORM, "aaaa-1")).isEqualTo("1 at");
    one.dispose();
    assertThat(first(third, "aaaa-1")).isEqualTo("1 at");
    two.dispose();
  }

  private Flux<String> summaries(Selection selection, String cursor) {
    return fixture.stream(selection, cursor).map(DeliveryFixture::summaries);
  }

  private String first(Selection selection, String cursor) {
    return String.valueOf(summaries(selection, cursor).blockFirst());
  }

  private static Filter tag(String tag) {
    return new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, tag))));
  }

  private static PublicItem tagged(PublicItem item, String tag) {
    return FeedStateSamples.withContent(item, FeedStateSamples.keyEvent("News", "town", tag));
  }

  private static PublicItem retagged(PublicItem item, long seq, String tag) {
    return FeedStateSamples.updated(item, seq, FeedStateSamples.keyEvent("News", "town", tag));
  }
}
