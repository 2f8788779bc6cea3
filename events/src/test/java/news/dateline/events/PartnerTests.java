package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PartnerTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final String HASH = "0f".repeat(32);

  @Test
  void isWrittenAndReadAsInTheGoldenFile() throws IOException {
    PartnerProfile profile =
        new PartnerProfile(
            "Radio Havn",
            List.of(WORLD, new FeedId("harbour")),
            List.of(new Origin("https://radio.example")),
            5,
            NOON.plusSeconds(60));
    Partner partner = new Partner(new PartnerId("p-1"), profile, HASH, NOON, null);

    assertThat(json(partner.value())).isEqualTo(golden("partner.json"));
    assertThat(Partner.read(partner.value())).isEqualTo(partner);
    assertThat(new String(partner.key(), UTF_8)).isEqualTo("p-1");
  }

  @Test
  void hasNoHashAnyMoreOnceItsTokenIsTakenBack() throws IOException {
    Partner revoked = partner(null).revoked(NOON.plusSeconds(1));

    assertThat(json(revoked.value())).isEqualTo(golden("partner-revoked.json"));
    assertThat(Partner.read(revoked.value())).isEqualTo(revoked);
    assertThat(revoked.isValidAt(NOON)).isFalse();
  }

  @Test
  void aRevocationStaysInForceWhateverRecordFollows() {
    Partner live = partner(null);
    Partner replaced = partner(NOON.plusSeconds(60));
    Partner revoked = live.revoked(NOON.plusSeconds(1));

    assertThat(Partner.inForce(live, replaced)).isEqualTo(replaced);
    assertThat(Partner.inForce(live, revoked)).isEqualTo(revoked);
    assertThat(Partner.inForce(revoked, live)).isEqualTo(revoked);
    assertThat(Partner.inForce(revoked, replaced.revoked(NOON.plusSeconds(2)))).isEqualTo(revoked);
  }

  @Test
  void isGoodUntilItExpires() {
    assertThat(partner(null).isValidAt(Instant.MAX)).isTrue();
    assertThat(partner(NOON).isValidAt(NOON.minusMillis(1))).isTrue();
    assertThat(partner(NOON).isValidAt(NOON)).isFalse();
  }

  @Test
  void aRecordThatIsNoPartnerIsUnreadable() {
    assertThatThrownBy(() -> Partner.read(null)).isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> Partner.read("{\"id\":\"p-1\"}".getBytes(UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example,https://a.example",
    "HTTPS://A.example,https://a.example",
    "https://a.example:443,https://a.example",
    "http://localhost:3000,http://localhost:3000",
    "http://[::1]:80,http://[::1]"
  })
  void anOriginIsKeptAsBrowsersSendIt(String text, String kept) {
    assertThat(new Origin(text).value()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "a.example",
        "https://",
        "https://*.example",
        "https://a.example/",
        "https://u@a.example",
        "https://a.example:99999",
        "ftp://a.example",
        "https://a.example?b"
      })
  void anOriginIsSchemeAndHost(String text) {
    assertThatThrownBy(() -> new Origin(text))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("origins has an entry that is not like https://example.com");
  }

  private static Partner partner(@Nullable Instant expiresAt) {
    PartnerProfile profile =
        new PartnerProfile("Radio Havn", List.of(WORLD), List.of(), null, expiresAt);
    return new Partner(new PartnerId("p-1"), profile, HASH, NOON, null);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = PartnerTests.class.getResourceAsStream("/golden/" + name)) {
      return json(Objects.requireNonNull(file, name).readAllBytes());
    }
  }

  private static JsonNode json(byte[] bytes) {
    return Json.mapper().readTree(bytes);
  }
}
