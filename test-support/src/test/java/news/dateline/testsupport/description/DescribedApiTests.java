package news.dateline.testsupport.description;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DescribedApiTests {
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
                  application/json:
                    schema:
                      properties:
                        feeds:
                          items:
                            required: [id]
                            properties:
                              id: {}
                              status: {enum: [open, closed]}
                              seq: {type: integer}
          put:
            responses:
              "200": {}
          delete:
            responses:
              "200": {}
        /stream:
          get:
            responses:
              "200":
                content:
                  text/event-stream:
                    schema:
                      items:
                        properties: {event: {enum: [item, ready]}, data: {}}
                        oneOf:
                          - properties:
                              event: {const: item}
                              data: {required: [id], properties: {id: {}}}
                          - {properties: {event: {const: ready}, data: {}}}
      """;

  private final DescribedApi api =
      new DescribedApi(
          new ByteArrayInputStream(DESCRIPTION.getBytes(UTF_8)), Pattern.compile("/pages"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /items          | 200 | {}                                | GET /items is described
          /feeds?page=2   | 200 | {}                                | describes page=2
          /feeds          | 200 | {"feeds":[{"id":"a","name":"b"}]} | describes name
          /feeds          | 200 | {"next":1}                        | describes next
          /feeds          | 200 | {"feeds":[{"status":"open"}]}     | has "id"
          /feeds          | 200 | {"feeds":[{"id":1,"status":"x"}]} | described values
          /feeds          | 200 | {"feeds":[{"id":1,"seq":1.0}]}    | of the type integer
          /feeds          | 202 | {}                                | describes 202
          """)
  void anUndescribedRouteParameterFieldOrStatusIsRefused(
      String path, int status, String body, String message) {
    HttpRequest request = request("GET", path, "Accept");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.check(request, new Answer(status, request, body)))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /feeds?limit=2 | 200 | {"feeds":[{"id":"a"}]}
          /items         | 404 | {}
          /pages         | 200 | {}
          """)
  void whatIsDescribedAndWhatIsNoPartOfTheApiIsAccepted(String path, int status, String body) {
    HttpRequest request = request("GET", path, "Accept");

    assertThatNoException().isThrownBy(() -> api.check(request, new Answer(status, request, body)));
  }

  @ParameterizedTest
  @CsvSource({"/feeds, text/event-stream", "/feeds?after=x, application/json"})
  void theHeadOfAStreamIsCheckedWithoutItsBody(String path, String type) {
    HttpRequest request = request("GET", path, "Accept");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.checkHead(request, 200, type))
        .withMessageContaining("describes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          item  | {}                 | has "id"
          item  | {"id":1,"name":""} | describes name
          ready | {"id":1}           | describes id
          other | {}                 | describes
          """)
  void anEventIsCheckedAgainstTheSchemaOfItsName(String event, String data, String message) {
    JsonNode stream = api.checkHead(request("GET", "/stream", "Accept"), 200, "text/event-stream");

    assertThatNoException().isThrownBy(() -> api.checkEvent(stream, "item", "{\"id\":1}"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> api.checkEvent(stream, event, data))
        .withMessageContaining(message);
  }

  @Test
  void anOperationWithoutTheAnswersOfTheWebServerIsRefused() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(api::checkAnswersOfEveryRoute)
        .withMessageContaining("GET /feeds");
  }

  private static HttpRequest request(String method, String path, String header) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1" + path))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .header(header, "x")
        .build();
  }
}
