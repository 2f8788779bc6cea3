package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final IdentityId ID = new IdentityId("0b9e1c1e-6e0c-5f0a-9a53-0d5f2a8f7a11");
  private static final FeedId WORLD = new FeedId("world");
  private static final String HASH = "ab".repeat(32);

  @Test
  void isWrittenAndReadAsInTheGoldenFiles() throws IOException {
    IdentityProfile reporter =
        new IdentityProfile(
            "Olena Marchuk", List.of(Role.REPORTER), List.of(WORLD), true, NOON.plusSeconds(600));
    assertGolden("identity.json", Identity.issued(ID, reporter, HASH, NOON));
    assertGolden(
        "identity-revoked.json",
        identity(Role.CHIEF).revoked(NOON.plusSeconds(60)).erased(NOON.plusSeconds(120)));
  }

  @Test
  void eachRoleHasTheRightsOfTheRolesBeforeIt() {
    assertThat(rights(null, Role.REPORTER)).containsExactlyInAnyOrder(Right.SUBMIT, Right.PUBLISH);
    assertThat(rights(null, Role.EDITOR))
        .containsExactlyInAnyOrder(Right.SUBMIT, Right.PUBLISH, Right.EDIT);
    assertThat(rights(null, Role.CHIEF)).containsExactlyInAnyOrder(Right.values());
    assertThat(rights(null, Role.REPORTER, Role.CHIEF)).containsExactlyInAnyOrder(Right.values());
  }

  @Test
  void aReporterUnderReviewMayOnlySubmitAndAnEditorIsNeverUnderReview() {
    assertThat(rights(true, Role.REPORTER)).containsExactly(Right.SUBMIT);
    assertThat(rights(true, Role.REPORTER, Role.EDITOR)).contains(Right.PUBLISH, Right.EDIT);
    assertThat(rights(false, Role.REPORTER)).contains(Right.PUBLISH);
  }

  @Test
  void aRoleOnNamedFeedsGivesNoRightOnOthers() {
    IdentityProfile named =
        new IdentityProfile("N", List.of(Role.CHIEF), List.of(WORLD), null, null);

    assertThat(named.rightsOn(WORLD)).contains(Right.ADMINISTER);
    assertThat(named.rightsOn(new FeedId("sport"))).isEmpty();
    assertThat(named.hasEverywhere(Right.SUBMIT)).isFalse();
    assertThat(identity(Role.CHIEF).profile().hasEverywhere(Right.ADMINISTER)).isTrue();
  }

  @Test
  void aListOfFeedsThatIsEmptyIsRefusedBecauseItMightBeTakenForAll() {
    assertThatThrownBy(() -> new IdentityProfile("N", List.of(Role.EDITOR), List.of(), null, null))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("feeds names no feed");
    assertThatThrownBy(() -> new IdentityProfile("N", List.of(), null, null, null))
        .hasMessage("roles names no role");
  }

  @Test
  void aRevocationAndTheErasureOfANameAreFinalInWhateverOrderTheRecordsArrive() {
    Identity live = identity(Role.EDITOR);
    Identity revoked = live.revoked(NOON);
    Identity erased = live.erased(NOON.plusSeconds(1));

    Identity both = Identity.inForce(Identity.inForce(revoked, erased), live);
    assertThat(both.revokedAt()).isEqualTo(NOON);
    assertThat(both.hash()).isNull();
    assertThat(both.profile().name()).isNull();
    assertThat(Identity.inForce(Identity.inForce(erased, live), revoked)).isEqualTo(both);
    assertThat(Identity.inForce(both, both)).isEqualTo(both);
  }

  @Test
  void aTokenIsValidUntilItExpiresOrIsRevoked() {
    IdentityProfile expiring = new IdentityProfile("N", List.of(Role.EDITOR), null, null, NOON);
    Identity identity = Identity.issued(ID, expiring, HASH, NOON.minusSeconds(60));

    assertThat(identity.isValidAt(NOON.minusMillis(1))).isTrue();
    assertThat(identity.isValidAt(NOON)).isFalse();
    assertThat(identity(Role.EDITOR).revoked(NOON).isValidAt(NOON)).isFalse();
  }

  private static Set<Right> rights(@Nullable Boolean review, Role... roles) {
    return new IdentityProfile("N", List.of(roles), null, review, null).rightsOn(WORLD);
  }

  private static Identity identity(Role role) {
    IdentityProfile profile = new IdentityProfile("N", List.of(role), null, null, null);
    return Identity.issued(ID, profile, HASH, NOON);
  }

  private static void assertGolden(String name, Identity identity) throws IOException {
    try (InputStream file = IdentityTests.class.getResourceAsStream("/golden/" + name)) {
      assertThat(Json.mapper().readTree(identity.value()))
          .isEqualTo(Json.mapper().readTree(Objects.requireNonNull(file)));
    }
    assertThat(Identity.read(identity.value())).isEqualTo(identity);
    assertThat(new String(identity.key(), UTF_8)).isEqualTo(ID.value());
  }
}
