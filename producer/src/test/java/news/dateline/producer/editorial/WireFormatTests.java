package news.dateline.producer.editorial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Author;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.Kicker;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Role;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.StrictJson;
import news.dateline.producer.security.EditorAuthentication;
import news.dateline.support.web.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import tools.jackson.databind.JsonNode;

/** The golden files are the contract with clients: changing one changes the API. */
class WireFormatTests {
  private static final ItemId ITEM = new ItemId("bridge-opens");
  private static final NewsEvent PUBLISHED =
      new NewsEvent.ItemPublished(ITEM, ItemContent.titled("t"));

  @Test
  void readsAnItem() throws IOException {
    ItemJson item = ItemJson.read(golden("item.request.json"));

    assertThat(item)
        .isEqualTo(
            new ItemJson(
                ITEM,
                new ItemContent(
                    "Bridge opens after a year",
                    new Kicker("Bridges", "https://example.org/bridges"),
                    "exclusive",
                    "Trams cross from Monday.",
                    "<p>The <b>first</b> tram leaves at six.</p>",
                    "https://example.org/bridge",
                    new Image("https://example.org/bridge.jpg", "The bridge", 1200, 800, "Ann"),
                    List.of(new Author("Ann", "https://example.org/ann")),
                    "Wire",
                    List.of("city", "trams"),
                    "City",
                    "uk",
                    Instant.parse("2026-03-01T06:00:00Z"),
                    null,
                    true),
                List.of()));
  }

  @Test
  void readsAFeedAndARetraction() throws IOException {
    assertThat(StrictJson.parse(golden("feed.request.json"), FeedSettings.class))
        .isEqualTo(
            new FeedSettings(
                "World",
                "en",
                "Europe/Kyiv",
                List.of("city"),
                FeedSettings.Access.PARTNER,
                List.of(),
                null,
                null));
    assertThat(EditorsApi.Retraction.read(golden("retraction.request.json"), ITEM, 3))
        .isEqualTo(new NewsEvent.ItemRetracted(ITEM, "The bridge has not opened.", 3));
  }

  @Test
  void readsACorrection() throws IOException {
    ItemContent right =
        ItemContent.titled("Bridge opens on Monday").withBody("<p>At <b>six</b>.</p>");

    assertThat(CorrectionJson.read(golden("correction.request.json"), ITEM, 3, item -> item))
        .isEqualTo(
            new NewsEvent.ItemCorrected(ITEM, "It opens on Monday, not on Sunday.", right, 3));
  }

  @Test
  void theResponseContainsTheOutcome() throws IOException {
    ResponseEntity<byte[]> created =
        Responses.decided(request(), PUBLISHED, outcome(Outcome.Status.ACCEPTED, 1, null));
    ResponseEntity<byte[]> unchanged =
        Responses.decided(request(), PUBLISHED, outcome(Outcome.Status.UNCHANGED, 1, null));

    assertThat(created.getStatusCode().value()).isEqualTo(201);
    assertThat(created.getHeaders().getFirst("Location"))
        .isEqualTo("/feeds/world/items/bridge-opens");
    assertThat(created.getHeaders().getFirst("Preference-Applied")).isEqualTo("wait=2");
    assertGolden("accepted.answer.json", created.getBody());
    assertThat(unchanged.getStatusCode().value()).isEqualTo(200);
    assertGolden("unchanged.answer.json", unchanged.getBody());
  }

  @Test
  void aHeldItemIs202WithItsOutcomeAsLocation() throws IOException {
    ResponseEntity<byte[]> held =
        Responses.decided(request(), PUBLISHED, outcome(Outcome.Status.HELD, 1, null));

    assertThat(held.getStatusCode().value()).isEqualTo(202);
    assertThat(held.getHeaders().getFirst("Location"))
        .isEqualTo("/outcomes/" + request().eventId());
    assertGolden("held.answer.json", held.getBody());
  }

  @Test
  void anUndecidedEventIs202WithItsOutcomeAsLocation() throws IOException {
    ResponseEntity<byte[]> sent = Responses.undecided(request(), PUBLISHED);

    assertThat(sent.getStatusCode().value()).isEqualTo(202);
    assertThat(sent.getHeaders().getFirst("Location"))
        .isEqualTo("/outcomes/" + request().eventId());
    assertThat(json(sent.getBody()))
        .isEqualTo(
            json(
                new String(golden("sent.answer.json"), UTF_8)
                    .replace("EVENT", request().eventId().value())
                    .getBytes(UTF_8)));
  }

  @Test
  void aVersionConflictNamesThePresentVersion() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                Responses.decided(
                    request(),
                    PUBLISHED,
                    outcome(Outcome.Status.REJECTED, 4, RejectionReason.VERSION_CONFLICT)))
        .satisfies(
            problem ->
                assertGolden(
                    "version-conflict.problem.json", ProblemHandler.json(problem.getBody())));
  }

  @Test
  void aProblemNamesTheField() {
    byte[] body = "{\"title\":\"t\",\"image\":{\"url\":\"x\"}}".getBytes(UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ItemJson.read(body))
        .satisfies(
            problem ->
                assertGolden("invalid.problem.json", ProblemHandler.json(problem.getBody())));
  }

  private static Outcome outcome(
      Outcome.Status status, int version, @Nullable RejectionReason reason) {
    Long seq = status == Outcome.Status.ACCEPTED ? 8L : null;
    return new Outcome(
        new EventId("e-1"),
        status,
        new FeedId("world"),
        ITEM,
        seq,
        seq,
        "k3f9",
        version,
        reason,
        null,
        "0@7");
  }

  private static EditorRequest request() {
    ServerHttpRequest httpRequest =
        MockServerHttpRequest.method(HttpMethod.POST, "/feeds/world/items").build();
    IdentityProfile chief = new IdentityProfile(null, List.of(Role.CHIEF), null, null, null);
    EditorAuthentication author =
        new EditorAuthentication(new IdentityId("editor"), chief, "0".repeat(64));
    return new EditorRequest(
        author, new FeedId("world"), "key-1", Duration.ofSeconds(2), httpRequest, List.of());
  }

  private static void assertGolden(String file, byte @Nullable [] written) throws IOException {
    assertThat(json(written)).isEqualTo(json(golden(file)));
  }

  private static JsonNode json(byte @Nullable [] text) {
    return Json.mapper().readTree(text);
  }

  private static byte[] golden(String file) throws IOException {
    try (InputStream stream = WireFormatTests.class.getResourceAsStream("/golden/" + file)) {
      return stream.readAllBytes();
    }
  }
}
