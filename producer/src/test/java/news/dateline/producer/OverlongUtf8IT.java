package news.dateline.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import news.dateline.events.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A body of JSON with a slash in two bytes, which is an overlong form and no UTF-8. */
class OverlongUtf8IT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final String OVERLONG_SLASH = "\u00c0\u00af";

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void openFeed() {
    PRODUCER.openFeed("overlong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT | /feeds/overlong | {'title':'a~b'}",
        "POST | /feeds/overlong/items | {'title':'a~b'}",
        "PUT | /feeds/overlong/items/a | {'title':'a~b'}",
        "POST | /feeds/overlong/items/a/retraction | {'reason':'a~b'}",
        "POST | /feeds/overlong/items/a/corrections | {'note':'a~b','item':{'title':'t'}}",
        "POST | /feeds/overlong/items/a/corrections | {'note':'n','item':{'title':'a~b'}}",
        "POST | /feeds/overlong/items/a/restoration | {'title':'a~b'}",
        "POST | /feeds/overlong/items/a/release | {'a~b':1}",
        "POST | /feeds/overlong/items/a/return | {'note':'a~b'}",
        "PUT | /feeds/overlong/items/a/breaking | {'level':'major~'}",
        "PUT | /feeds/overlong/pin | {'item':'a~b'}",
        "POST | /feeds/overlong/close | {'a~b':1}",
        "POST | /feeds/overlong/preview | {'title':'a~b'}",
        "POST | /partners | {'name':'a~b'}",
        "POST | /identities | {'name':'a~b'}",
        "POST | /sessions | {'code':'a~b'}"
      })
  void isRefusedAsNoJsonByEveryRequest(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        send(method, path, body.replace('\'', '"').replace("~", OVERLONG_SLASH));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = Json.mapper().readTree(response.body());
    assertThat(problem.path("reason").asString()).isEqualTo("bad-json");
    assertThat(problem.path("detail").asString()).isEqualTo("the body is not UTF-8");
  }

  /** Sends each character of the body as the byte of its number. */
  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + PRODUCER.port("local.server.port") + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + PRODUCER.token)
            .header("Content-Type", "application/json")
            .header(ProducerFixture.FORWARDED_FOR, ProducerFixture.newAddress())
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
