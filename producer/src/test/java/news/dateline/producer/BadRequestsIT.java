package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After each test, no topic has a new record. */
class BadRequestsIT {
  private static final String ITEMS = "/feeds/bad/items";
  private static final String ITEM = "{\"title\":\"t\"}";

  private static boolean openFeed;

  private final ProducerFixture producer = ProducerFixture.shared();
  private Map<TopicPartition, Long> before = Map.of();

  @BeforeEach
  void recordTheEndOffsets() {
    if (!openFeed) {
      producer.openFeed("bad");
      openFeed = true;
    }
    before = producer.offsets.current();
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(producer.offsets.current()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | POST | /feeds/bad/items | {'title':",
        "400 | POST | /feeds/bad/items | {'title':'t'} {}",
        "400 | POST | /feeds/bad/items | {'title':'t','title':'u'}",
        "400 | POST | /feeds/bad/items | ['t']",
        "422 | POST | /feeds/bad/items | {}",
        "422 | POST | /feeds/bad/items | {'title':5}",
        "422 | POST | /feeds/bad/items | {'title':'t','nope':1}",
        "422 | POST | /feeds/bad/items | {'title':'t','embargoedUntil':'tomorrow'}",
        "422 | POST | /feeds/bad/items | {'title':'t','publishedAt':'2025-02-04T10:00:00'}",
        "422 | POST | /feeds/bad/items | {'title':'t','keyEvent':'true'}",
        "422 | POST | /feeds/bad/items | {'title':'t','id':'a/b'}",
        "422 | POST | /feeds/bad/items | {'title':'half \\ud83d'}",
        "400 | POST | /feeds/Bad/items | {'title':'t'}",
        "400 | PUT | /feeds/bad%2Fworse | {'title':'t'}",
        "400 | PUT | /feeds/bad/items/%D1%97 | {'title':'t'}",
        "422 | PUT | /feeds/bad/items/a | {'title':'t','id':'b'}",
        "400 | PUT | /feeds/bad/items/a?minor=yes | {'title':'t'}",
        "422 | POST | /feeds/bad/items/a/retraction | {}",
        "422 | POST | /feeds/bad/items/a/retraction | {'reason':''}",
        "422 | PUT | /feeds/bad | {}",
        "422 | PUT | /feeds/bad | {'title':'t','timeZone':'+02:00'}",
        "404 | POST | /feeds/unknown/items | {'title':'t'}",
        "404 | PUT | /feeds/unknown/items/a | {'title':'t'}",
        "404 | POST | /feeds/unknown/items/a/retraction | {'reason':'r'}",
        "404 | POST | /feeds/unknown/imports |"
            + " {'version':'https://jsonfeed.org/version/1.1','items':[]}",
        "422 | POST | /feeds/bad/imports | {'version':'https://jsonfeed.org/version/1.1'}",
        "400 | POST | /feeds/bad/imports |"
            + " {'version':'https://jsonfeed.org/version/1.1','items':[{}",
        "415 | POST | /feeds/bad/close | ",
        "422 | POST | /feeds/bad/close | {'now':true}",
        "422 | PUT | /feeds/bad/pin | {}",
        "422 | PUT | /feeds/bad/pin | {'item':'a/b'}",
        "400 | DELETE | /feeds/bad/pin | {'item':'a'}",
        "422 | PUT | /feeds/bad/items/a/breaking | {}",
        "422 | PUT | /feeds/bad/items/a/breaking | {'level':'huge'}",
        "422 | PUT | /feeds/bad/items/a/breaking | {'level':'major','until':'soon'}",
        "400 | DELETE | /feeds/bad/items/a/breaking | {}",
        "422 | POST | /feeds/bad/items/a/corrections | {'item':{'title':'t'}}",
        "422 | POST | /feeds/bad/items/a/corrections | {'note':'n'}",
        "422 | POST | /feeds/bad/items/a/corrections | {'note':'n','item':{}}",
        "422 | POST | /feeds/bad/items/a/corrections | {'note':'n','item':{'id':'b','title':'t'}}",
        "422 | POST | /feeds/bad/items/a/restoration | {'id':'b','title':'t'}",
        "404 | PUT | /feeds/unknown/pin | {'item':'a'}",
        "404 | POST | /feeds/unknown/close | {}",
        "404 | GET | /feeds/bad/items/never | ",
        "404 | GET | /feeds/unknown/held | ",
        "400 | POST | /feeds/bad/close | []",
        "422 | PUT | /feeds/bad/pin | {'item':5}",
        "422 | PUT | /feeds/bad/pin | {'item':null}",
        "422 | PUT | /feeds/bad/items/a/breaking | {'level':null}",
        "422 | POST | /feeds/bad/items/a/corrections | {'note':'n','item':[]}",
        "422 | POST | /feeds/bad/items/a/corrections | {'note':'n','item':{'title':'t'},'why':1}",
        "400 | GET | /feeds/bad/items/%D1%97 | ",
        "404 | GET | /feeds/unknown/items/a | ",
        "405 | DELETE | /feeds/bad | {}",
        "405 | PATCH | /feeds/bad/items/a | {'title':'t'}",
        "404 | GET | /nothing | ",
        "404 | GET | /outcomes/never-seen | ",
        "400 | GET | /outcomes/ne%20ver | "
      })
  void areProblems(int status, String method, String path, String body) {
    ApiResponse response =
        producer.send(
            method, path, body == null ? "" : body.replace('\'', '"'), "Prefer", "wait=1");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.json().path("status").asInt()).isEqualTo(status);
    assertThat(response.text("title")).isNotBlank();
  }

  @Test
  void nameTheFieldAndTheEvent() {
    String title = "x".repeat(301);

    ApiResponse response = producer.send("POST", ITEMS, "{\"title\":\"" + title + "\"}");

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.text("field")).isEqualTo("title");
    assertThat(response.eventId()).isNotNull();
    assertThat(response.header("Idempotency-Key")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "item | {'note':'n'}",
        "item | {'note':'n','item':null}",
        "item | {'note':'n','item':'t'}",
        "item.title | {'note':'n','item':{}}",
        "item.id | {'note':'n','item':{'id':'b','title':'t'}}",
        "item.image.url | {'note':'n','item':{'title':'t','image':{'url':'x'}}}",
        "item.embargoedUntil | {'note':'n','item':{'title':'t','embargoedUntil':'noon'}}",
        "note | {'item':{'title':'t'}}",
        "note | {'note':' ','item':{'title':'t'}}",
        "why | {'note':'n','item':{'title':'t'},'why':1}"
      })
  void nameTheFieldOfACorrectionInFull(String field, String body) {
    ApiResponse response = producer.send("POST", ITEMS + "/a/corrections", body.replace('\'', '"'));

    assertThat(response.text("field")).isEqualTo(field);
    assertThat(response.text("detail")).startsWith(field + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | U+FFFF | {'title':'a\\uffffb'}",
        "body | U+FFFE | {'title':'t','body':'<p>a\\ufffeb</p>'}",
        "body | U+0001 | {'title':'t','body':'<p>a&#1;b</p>'}",
        "body | U+0000 | {'title':'t','body':'<p>a&#0;b</p>'}",
        "body | U+D800 | {'title':'t','body':'<p>a\\ud800b</p>'}"
      })
  void nameTheFieldAndTheCharacterThatXmlCannotCarry(String field, String character, String body) {
    ApiResponse response = producer.send("POST", ITEMS, body.replace('\'', '"'));

    assertThat(response.status()).isEqualTo(422);
    assertThat(response.text("field")).isEqualTo(field);
    assertThat(response.text("detail")).contains(character);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match | 3",
        "Prefer | wait=soon",
        "Idempotency-Key | ",
      })
  void includeMalformedHeaders(String header, String value) {
    ApiResponse response =
        producer.send("PUT", ITEMS + "/a", ITEM, header, value == null ? "k".repeat(201) : value);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text("field")).isEqualTo(header);
  }

  @Test
  void includeAnIfMatchThatTheRequestWouldIgnore() {
    assertThat(producer.send("POST", ITEMS, ITEM, "If-Match", "\"3\"").text("field"))
        .isEqualTo("If-Match");
    assertThat(producer.send("PUT", "/feeds/bad", ITEM, "If-Match", "\"3\"").text("field"))
        .isEqualTo("If-Match");
    assertThat(producer.send("DELETE", "/feeds/bad/pin", "", "If-Match", "\"3\"").text("field"))
        .isEqualTo("If-Match");
    assertThat(producer.send("POST", "/feeds/bad/close", "{}", "If-Match", "\"3\"").text("field"))
        .isEqualTo("If-Match");
  }

  @Test
  void includeAnUnsupportedContentType() {
    assertThat(producer.send("POST", ITEMS, ITEM, "Content-Type", "text/plain").status())
        .isEqualTo(415);
    assertThat(producer.sendTokenOnly("POST", ITEMS, ITEM).status()).isEqualTo(415);
  }

  @Test
  void includeABodyOver256KiB() {
    String body = "{\"title\":\"t\",\"body\":\"" + "x".repeat(256 * 1024) + "\"}";

    assertThat(producer.send("POST", ITEMS, body).status()).isEqualTo(413);
    assertThat(producer.sendChunked("POST", ITEMS, body).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer a b",
        "Basic ZWRpdG9yOng=",
        "wrong"
      })
  void include401BeforeTheBodyIsRead(String authorization) {
    String body = "{".repeat(300 * 1024);
    ApiResponse response =
        authorization.isEmpty()
            ? producer.sendBare("POST", ITEMS, body)
            : producer.sendBare("POST", ITEMS, body, "Authorization", authorization);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.text("reason")).isEqualTo("unauthorized");
  }

  @Test
  void include401ForEveryPathButTheDeskPage() {
    for (String path :
        new String[] {
          "/feeds", "/outcomes/a", "/nothing", "/feeds/bad", "/feeds/bad/held", "/feeds/bad/items/a"
        }) {
      assertThat(producer.sendBare("GET", path, "").status()).isEqualTo(401);
    }
  }
}
