package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Locale;
import news.dateline.feedapi.PartnerState.Issued;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks CORS requests as browsers send them. */
class CorsIT {
  private static final String ALLOWED = "access-control-allow-origin";
  private static final String HERS = "https://hers.example";
  private static final String HIS = "https://his.example:8443";

  private static final FeedApiInstance REPLICA = FeedApiInstance.shared();

  @BeforeAll
  static void openFeeds() throws Exception {
    FeedState state = FeedState.shared();
    state.write(FeedStateSamples.of("hers", "aaaa").openedOn(1, HERS));
    state.write(FeedStateSamples.of("theirs", "aaaa").openedOn(1, HERS, HIS));
    state.write(FeedStateSamples.of("only-his", "aaaa").openedOn(1, HIS));
    REPLICA.json("/feeds/hers?min=aaaa-1");
    REPLICA.json("/feeds/theirs?min=aaaa-1");
    REPLICA.json("/feeds/only-his?min=aaaa-1");
  }

  @ParameterizedTest
  @CsvSource({
    "/feeds/first,https://any.example,*",
    "/feeds/first/items/none,https://any.example,*",
    "/feeds,https://any.example,*",
    "/feeds/hers,https://hers.example,https://hers.example",
    "/feeds/hers,https://any.example,",
    "/feeds/hers/changes,https://hers.example,https://hers.example",
    "/feeds/theirs,https://his.example:8443,https://his.example:8443",
    "/feeds/theirs,https://his.example,",
    "'/stream?feeds=hers,theirs,first',https://hers.example,https://hers.example",
    "'/stream?feeds=hers,theirs,first',https://his.example:8443,",
    "'/stream?feeds=hers,only-his',https://hers.example,",
  })
  void aScriptMayReadWhatEveryRequestedFeedAllows(String path, String origin, String allowed)
      throws Exception {
    String answer = head("HEAD", path, "Origin: " + origin);

    assertThat(header(answer, ALLOWED)).isEqualTo(allowed == null ? "" : allowed);
    if (allowed != null) {
      assertThat(header(answer, "vary")).contains("Origin");
      assertThat(header(answer, "access-control-expose-headers")).isEqualTo("ETag, Retry-After");
      assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
    } else {
      assertThat(answer).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void aFetchMaySendTheHeadersThatResumeAStream() throws Exception {
    String answer =
        head(
            "OPTIONS",
            "/feeds/hers/stream",
            "Origin: " + HERS,
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: authorization,cache-control,last-event-id");

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(header(answer, ALLOWED)).isEqualTo(HERS);
    assertThat(header(answer, "access-control-allow-headers"))
        .isEqualToIgnoringCase("authorization, cache-control, last-event-id");
    assertThat(header(answer, "access-control-allow-methods")).isEqualTo("GET,HEAD");
    assertThat(header(answer, "access-control-max-age")).isEqualTo("3600");
  }

  @ParameterizedTest
  @CsvSource({
    "https://any.example,GET,last-event-id",
    "https://hers.example,PUT,last-event-id",
    "https://hers.example,GET,x-other"
  })
  void otherOriginsMethodsAndHeadersAreRefused(String origin, String method, String header)
      throws Exception {
    assertThat(
            head(
                "OPTIONS",
                "/feeds/hers",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + header))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feeds/not-read-yet", "/stream?feeds=first,not-read-yet"})
  void noScriptMayReadAFeedThatIsNotKnown(String path) throws Exception {
    String answer = head("GET", path, "Origin: " + HERS);
    String preflight =
        head("OPTIONS", path, "Origin: " + HERS, "Access-Control-Request-Method: GET");

    assertThat(answer).startsWith("HTTP/1.1 404");
    assertThat(header(answer, ALLOWED)).isEmpty();
    assertThat(header(preflight, ALLOWED)).isEmpty();
  }

  @Test
  void aPartnersTokenCanBeLimitedToWebSites() throws Exception {
    FeedState.shared().write(FeedStateSamples.of("sited", "aaaa").forPartners(1));
    Issued partner = PartnerState.issue("p-sited", PartnerState.on(HERS, "sited"));
    await()
        .until(
            () ->
                REPLICA.get("/feeds/sited", "Authorization", partner.bearer()).statusCode() == 200);
    String token = "Authorization: " + partner.bearer();

    assertThat(head("GET", "/feeds/sited", token, "Origin: " + HERS)).startsWith("HTTP/1.1 200");
    assertThat(head("GET", "/feeds/sited", token, "Origin: " + HIS)).startsWith("HTTP/1.1 403");
    assertThat(head("POST", "/stream-tokens", token, "Content-Length: 0", "Origin: " + HIS))
        .startsWith("HTTP/1.1 403");
    String issued = head("POST", "/stream-tokens", token, "Content-Length: 0", "Origin: " + HERS);
    assertThat(issued).startsWith("HTTP/1.1 200");
    assertThat(header(issued, ALLOWED)).isEqualTo("*");
  }

  private static String head(String method, String path, String... headers) throws IOException {
    try (RawHttpConnection connection = RawHttpConnection.to(REPLICA)) {
      String lines = String.join("\n", headers);
      return connection.send(method + " " + path + " HTTP/1.1\nHost: x\n" + lines + "\n\n").head();
    }
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .reduce((one, more) -> one + ", " + more)
        .orElse("");
  }
}
