package news.dateline.producer.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemContent;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "null",
        "5",
        "{\"title\":\"a\"} {}",
        "{\"title\":\"a\"}x",
        "{\"title\":\"a\",\"title\":\"b\"}",
        "{'title':'a'}",
        "{\"title\":\"a\",}",
        "{\"title\":NaN}",
        "{\"title\":\"a\nb\"}",
        "// a comment\n{}"
      })
  void refusesWhatIsNotOneJsonObject(String body) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parseObject(body.getBytes(UTF_8)))
        .matches(problem -> problem.type() == ProblemType.BAD_JSON);
  }

  @Test
  void refusesOverlongForms() {
    byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parseObject(body))
        .matches(problem -> problem.type() == ProblemType.BAD_JSON);
  }

  @Test
  void namesTheFieldAndTheCharacterThatXmlCannotCarry() {
    byte[] body = "{\"authors\":[{\"name\":\"a\\uFFFF\"}],\"title\":\"t\"}".getBytes(UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parse(body, ItemContent.class))
        .matches(problem -> "authors[0].name".equals(problem.field()))
        .withMessageContaining("U+FFFF");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parseObject(body))
        .matches(problem -> problem.type() == ProblemType.BAD_JSON);
  }

  @Test
  void refusesExcessiveNesting() {
    String body = "{\"a\":" + "[".repeat(100_000);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parseObject(body.getBytes(UTF_8)))
        .matches(problem -> problem.type() == ProblemType.BAD_JSON);
  }

  @Test
  void namesTheLineOfASyntaxError() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parseObject("{\n\"a\" 5}".getBytes(UTF_8)))
        .withMessageContaining("line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | {}",
        "title | {'title':null}",
        "title | {'title':5}",
        "title | {'title':true}",
        "title | {'title':['a']}",
        "title | {'title':'  '}",
        "title | {'title':'a\\u0000b'}",
        "title | {'title':'half \\ud83d'}",
        "titel | {'title':'a','titel':'b'}",
        "embargoedUntil | {'title':'a','embargoedUntil':'2025-02-04'}",
        "version | {'title':'a','version':3}",
        "keyEvent | {'title':'a','keyEvent':'true'}",
        "keyEvent | {'title':'a','keyEvent':1}",
        "publishedAt | {'title':'a','publishedAt':1738698300}",
        "publishedAt | {'title':'a','publishedAt':'1738698300'}",
        "publishedAt | {'title':'a','publishedAt':'2025-02-04T21:45:00'}",
        "publishedAt | {'title':'a','publishedAt':'2025-02-04'}",
        "publishedAt | {'title':'a','publishedAt':''}",
        "publishedAt | {'title':'a','publishedAt':'2025-02-30T21:45:00Z'}",
        "publishedAt | {'title':'a','publishedAt':'+12025-02-04T21:45:00Z'}",
        "kicker | {'title':'a','kicker':'text'}",
        "kicker | {'title':'a','kicker':''}",
        "kicker.text | {'title':'a','kicker':{}}",
        "kicker.link | {'title':'a','kicker':{'text':'k','link':'javascript:alert(1)'}}",
        "link | {'title':'a','link':'/local'}",
        "image.url | {'title':'a','image':{'url':'ftp://example.org/a'}}",
        "image.width | {'title':'a','image':{'url':'https://example.org/a','width':'5'}}",
        "image.width | {'title':'a','image':{'url':'https://example.org/a','width':5.5}}",
        "image.width | {'title':'a','image':{'url':'https://example.org/a','width':0}}",
        "image.height | {'title':'a','image':{'url':'https://example.org/a','height':99999999999}}",
        "authors | {'title':'a','authors':{'name':'b'}}",
        "authors | {'title':'a','authors':[null]}",
        "authors[1].name | {'title':'a','authors':[{'name':'b'},{}]}",
        "authors[0].nick | {'title':'a','authors':[{'name':'b','nick':'c'}]}",
        "tags | {'title':'a','tags':'b'}",
        "tags[0] | {'title':'a','tags':[5]}",
        "label | {'title':'a','label':'No Label'}",
        "language | {'title':'a','language':'not a language'}"
      })
  void namesTheInvalidField(String field, String json) {
    byte[] body = json.replace('\'', '"').getBytes(UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parse(body, ItemContent.class))
        .matches(problem -> problem.type() == ProblemType.INVALID)
        .satisfies(problem -> assertThat(problem.field()).isEqualTo(field))
        .withMessageStartingWith(field + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "timeZone | {'title':'a','timeZone':'+02:00'}",
        "timeZone | {'title':'a','timeZone':'Europe/Atlantis'}",
        "access | {'title':'a','access':'PUBLIC'}",
        "access | {'title':'a','access':0}",
        "access | {'title':'a','access':''}",
        "presentation | {'title':'a','presentation':'LIVE_BLOG'}",
        "presentation | {'title':'a','presentation':true}",
        "labels | {'title':'a','labels':['Ü']}"
      })
  void namesTheInvalidFieldOfFeedSettings(String field, String json) {
    byte[] body = json.replace('\'', '"').getBytes(UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parse(body, FeedSettings.class))
        .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
  }

  @Test
  void acceptsATitleOf300CharactersAndRefuses301() {
    String tooLong = "{\"title\":\"" + "🗞".repeat(301) + "\"}";
    String fits = "{\"title\":\"" + "🗞".repeat(300) + "\"}";

    assertThat(StrictJson.parse(fits.getBytes(UTF_8), ItemContent.class)).isNotNull();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parse(tooLong.getBytes(UTF_8), ItemContent.class))
        .withMessage("title has 301 characters, at most 300 are allowed");
  }

  @Test
  void readsNullAsAbsentAndAcceptsAnyOffset() {
    String json =
        """
        {"title":"a","label":null,"tags":null,"keyEvent":null,
         "publishedAt":"2025-02-04T21:45:00+02:00"}\
        """;

    ItemContent content = StrictJson.parse(json.getBytes(UTF_8), ItemContent.class);

    assertThat(content)
        .isEqualTo(ItemContent.titled("a").withTimes(Instant.parse("2025-02-04T19:45:00Z"), null));
  }

  @Test
  void replacesAnUnpairedSurrogateInTheMessage() {
    byte[] body = "{\"title\":\"a\",\"\\ud83d\":1}".getBytes(UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> StrictJson.parse(body, ItemContent.class))
        .satisfies(
            problem ->
                assertThat(UTF_8.newEncoder().canEncode(String.valueOf(problem.getMessage())))
                    .isTrue());
  }
}
