package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.events.Cursor;
import news.dateline.events.ItemContent;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class PartnerStreamsTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);
  private static final String REVOKED =
      "retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"token\"}\n\n";

  private static final String RESTRICTED = REVOKED.replace("token", "restricted");

  private final DeliveryFixture fixture = new DeliveryFixture();
  private final AtomicBoolean stillValid = new AtomicBoolean(true);

  @BeforeEach
  void open() {
    fixture.publish(WORLD.forPartners(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aRevokedTokenEndsItsStreamsAtOnce() {
    StepVerifier.create(stream("radio", 5))
        .expectNextCount(1)
        .then(() -> stillValid.set(false))
        .then(fixture.hub::recheckTokens)
        .assertNext(last -> assertThat(last).matches(REVOKED))
        .verifyComplete();
    assertThat(gauge("subscribers", "radio")).isZero();
    assertThat(fixture.admission.open()).isZero();
  }

  @Test
  void anExpiredTokenEndsItsStreamsWithinATick() {
    StepVerifier.create(stream("radio", 5))
        .expectNextCount(1)
        .then(() -> stillValid.set(false))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
        .assertNext(last -> assertThat(last).matches(REVOKED))
        .verifyComplete();
  }

  @Test
  void aStreamEndsWhoseTokenWasRevokedBeforeItJoined() {
    stillValid.set(false);

    StepVerifier.create(stream("radio", 5))
        .expectNextCount(1)
        .assertNext(last -> assertThat(last).matches(REVOKED))
        .verifyComplete();
  }

  @Test
  void aStreamWithoutATokenCannotJoinAFeedThatIsPublicNoMore() {
    StepVerifier.create(fixture.stream(ALL, "k3f9-1"))
        .assertNext(only -> assertThat(only).matches(RESTRICTED))
        .verifyComplete();
    assertThat(fixture.admission.open()).isZero();

    Disposable partner = stream("radio", 5).subscribe();
    StepVerifier.create(fixture.stream(ALL, "k3f9-1"))
        .assertNext(only -> assertThat(only).matches(RESTRICTED))
        .verifyComplete();
    assertThat(fixture.admission.open()).isEqualTo(1);
    partner.dispose();
    assertThat(fixture.admission.open()).isZero();
  }

  @Test
  void theStreamsOfAPartnerAreLimited() {
    Disposable one = stream("radio", 2).subscribe();
    Disposable two = stream("radio", 2).subscribe();

    StepVerifier.create(stream("radio", 2))
        .assertNext(resetReason -> assertThat(resetReason).contains("{\"reason\":\"limits\"}"))
        .verifyComplete();
    StepVerifier.create(stream("paper", 2)).expectNextCount(1).thenCancel().verify();
    assertThat(gauge("subscribers", "radio")).isEqualTo(2);

    one.dispose();
    StepVerifier.create(stream("radio", 2))
        .assertNext(first -> assertThat(first).contains("event: at"))
        .thenCancel()
        .verify();
    two.dispose();
    assertThat(gauge("subscribers", "radio")).isZero();
    assertThat(fixture.admission.open()).isZero();
  }

  @Test
  void theLagOfAPartnerIsTheNumberOfUnsentChanges() {
    Disposable reading = stream("radio", 5).subscribe();
    StepVerifier.create(stream("radio", 5), 1)
        .expectNextCount(1)
        .then(() -> fixture.publish(WORLD.published("a", 2, 0), WORLD.published("b", 3, 0)))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
        .then(() -> assertThat(gauge("lag", "radio")).isEqualTo(2))
        .thenRequest(10)
        .thenConsumeWhile(more -> !more.contains("k3f9-3"))
        .then(() -> fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
        .then(() -> assertThat(gauge("lag", "radio")).isZero())
        .thenCancel()
        .verify();
    reading.dispose();
  }

  @Test
  void noEventIsSentInTheMiddleOfAnother() {
    ItemContent large = ItemContent.titled("Large").withBody("x".repeat(40_000));

    StepVerifier.create(stream("radio", 5), 2)
        .expectNextCount(1)
        .then(
            () -> fixture.publish(FeedStateSamples.withContent(WORLD.published("a", 2, 0), large)))
        .assertNext(part -> assertThat(part).startsWith("id: k3f9-2").doesNotContain("\n\n"))
        .then(() -> stillValid.set(false))
        .then(fixture.hub::recheckTokens)
        .verifyComplete();
  }

  private Flux<String> stream(String partner, int streams) {
    PartnerProfile profile =
        new PartnerProfile(partner, List.of(WORLD.feed()), List.of(), streams, null);
    Partner known =
        new Partner(new PartnerId(partner), profile, "0f".repeat(32), Instant.EPOCH, null);
    ResumePoint start =
        new ResumePoint(
            new Position(List.of(Cursor.parse("after", "k3f9-1"))), List.of(Optional.empty()));
    StreamRequest request =
        new StreamRequest(ALL, start, "192.0.2.1", new PartnerGrant(known, stillValid::get));
    return fixture.stream(request, new DeliveryFixture.Loop());
  }

  private double gauge(String name, String partner) {
    return fixture.meters.get("dateline.partner." + name).tag("partner", partner).gauge().value();
  }
}
