package news.dateline.testsupport.description;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** What is described of requests: parameters, headers and bodies. */
class DescribedRequestsTests {
  private static final String DESCRIPTION =
      """
      paths:
        /feeds:
          get:
            parameters:
              - {name: limit, in: query}
            responses:
              "200":
                content:
                  application/json: {schema: {}}
          put:
            requestBody:
              content:
                application/json:
                  schema:
                    allOf:
                      - required: [title]
                        properties:
                          title: {type: string}
                          labels: {type: array, items: {type: string}}
                      - {properties: {note: {type: string}}}
            responses:
              "200":
                content:
                  application/json: {schema: {}}
              "422":
                content:
                  application/json: {schema: {additionalProperties: true}}
          delete:
            responses:
              "200": {}
      """;

  private final DescribedApi api =
      new DescribedApi(
          new ByteArrayInputStream(DESCRIPTION.getBytes(UTF_8)), Pattern.compile("/pages"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"title":"a","other":1} | {} | describes other
          200 | {"note":"a"} | {} | has "title"
          200 | {"title":1} | {} | of the type string
          200 | {"title":"a","labels":[1]} | {} | of the type string
          422 | {"title":"a"} | {"field":"title","detail":"title is unknown"} | describes title
          422 | {"note":"a"} | {"field":"labels[0]","detail":"labels[0] is unknown"} | describes labels
          """)
  void aBodyThatIsAcceptedOtherwiseThanDescribedIsNoticed(
      int status, String body, String answer, String message) {
    HttpRequest request = request("PUT", "/feeds", body, "Accept");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.check(request, new Answer(status, request, answer)))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"title":"a","note":"b","labels":["c"]} | {}
          422 | {"title":1,"other":1} | {"field":"other","detail":"other is unknown"}
          422 | {"title":1} | {"field":"title","detail":"title is too long"}
          """)
  void aBodyThatIsTreatedAsDescribedIsNot(int status, String body, String answer) {
    HttpRequest request = request("PUT", "/feeds", body, "Accept");
    Answer received = new Answer(status, request, status == 200 ? "" : answer);

    assertThatNoException().isThrownBy(() -> api.check(request, received));
  }

  @Test
  void aParameterThatAHandlerReadsMustBeDescribedAlsoIfNoRequestHasIt() {
    HttpRequest request = request("GET", "/feeds", "Accept");
    Answer answer = new Answer(200, request, "{}");
    handle("/feeds", query -> query.getFirst("limit"));
    handle("/pages", query -> query.getFirst("other"));
    assertThatNoException().isThrownBy(() -> api.check(request, answer));

    handle("/feeds", query -> query.getOrDefault("page", List.of()));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.check(request, answer))
        .withMessageContaining("GET /feeds: page");
  }

  private void handle(String path, Consumer<MultiValueMap<String, String>> handler) {
    new RecordedParameters(api)
        .filter(
            MockServerWebExchange.from(MockServerHttpRequest.get(path)),
            exchange ->
                Mono.fromRunnable(() -> handler.accept(exchange.getRequest().getQueryParams())))
        .block();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, If-None-Match",
    "GET, Last-Event-ID",
    "PUT, If-Match",
    "PUT, Idempotency-Key",
    "PUT, Prefer",
    "PUT, X-CSRF-Token",
    "DELETE, X-CSRF-Token"
  })
  void aHeaderThatTheRouteDoesNotIgnoreMustBeDescribed(String method, String header) {
    HttpRequest request = request(method, "/feeds", header);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.check(request, new Answer(200, request, "")))
        .withMessageContaining(header);
  }

  @ParameterizedTest
  @CsvSource({"GET, X-CSRF-Token", "GET, Prefer", "PUT, If-None-Match"})
  void aHeaderThatTheRouteIgnoresNeedNotBeDescribed(String method, String header) {
    HttpRequest request = request(method, "/feeds", header);

    assertThatNoException().isThrownBy(() -> api.check(request, new Answer(200, request, "")));
  }

  private static HttpRequest request(String method, String path, String header) {
    return request(method, path, "", header);
  }

  private static HttpRequest request(String method, String path, String body, String header) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1" + path))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .header(header, "x")
        .build();
  }
}
