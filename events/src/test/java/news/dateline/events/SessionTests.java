package news.dateline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final Session OFFERED =
      Session.offered(
          UUID.fromString("7f0c1a52-9b1e-4c0e-8f4b-0d6b7c3f1e11"),
          new IdentityId("olena"),
          "a".repeat(64),
          "b".repeat(64),
          NOON);
  private static final Session OPENED = OFFERED.opened("c".repeat(64), NOON.plusSeconds(10));

  @Test
  void aCodeCanBeUsedForFiveMinutesAndASessionForTwelveHours() {
    assertThat(OFFERED.isOfferedAt(NOON.plusSeconds(299))).isTrue();
    assertThat(OFFERED.isOfferedAt(NOON.plusSeconds(300))).isFalse();
    assertThat(OFFERED.isOpenAt(NOON)).isFalse();
    assertThat(OPENED.isOfferedAt(NOON)).isFalse();
    assertThat(OPENED.isOpenAt(NOON.plus(Duration.ofHours(12)))).isTrue();
    assertThat(OPENED.isOpenAt(NOON.plus(Duration.ofHours(12)).plusSeconds(10))).isFalse();
    assertThat(OPENED.ended(NOON).isOpenAt(NOON)).isFalse();
  }

  @Test
  void ofTwoUsesOfACodeTheFirstOneOnTheTopicCounts() {
    Session second = OFFERED.opened("d".repeat(64), NOON.plusSeconds(11));

    assertThat(Session.inForce(OFFERED, OPENED)).isEqualTo(OPENED);
    assertThat(Session.inForce(OPENED, second)).isEqualTo(OPENED);
    assertThat(Session.inForce(OPENED, OFFERED)).isEqualTo(OPENED);
  }

  @Test
  void theEndOfASessionIsFinalWhateverRecordFollows() {
    Session ended = OPENED.ended(NOON.plusSeconds(60));

    assertThat(Session.inForce(OPENED, ended)).isEqualTo(ended);
    assertThat(Session.inForce(ended, OPENED)).isEqualTo(ended);
    assertThat(Session.inForce(ended, OFFERED)).isEqualTo(ended);
    assertThat(ended.ended(NOON.plusSeconds(90))).isSameAs(ended);
    assertThat(ended.hash()).isNull();
  }

  @Test
  void isReadAsItWasWritten() {
    for (Session session : new Session[] {OFFERED, OPENED, OPENED.ended(NOON)}) {
      assertThat(Session.read(session.value())).isEqualTo(session);
    }
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> Session.read(new byte[] {'{', '}'}));
  }

  @Test
  void theLatestTokensOfTheProviderCountUntilTheSessionHasEnded() {
    Session first = OPENED.refreshed(new ProviderTokens("one", OPENED.issuedAt()));
    Session second = first.refreshed(new ProviderTokens("two", OPENED.expiresAt()));
    Session ended = second.ended(OPENED.issuedAt().plusSeconds(9));

    assertThat(Session.inForce(first, second)).isEqualTo(second);
    assertThat(Session.inForce(ended, second)).isEqualTo(ended);
    assertThat(ended.provider()).isNull();
    assertThat(Session.read(second.value())).isEqualTo(second);
  }
}
