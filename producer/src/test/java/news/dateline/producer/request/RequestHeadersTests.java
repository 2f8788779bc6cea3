package news.dateline.producer.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class RequestHeadersTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=2 | 2",
        "WAIT = 2 | 2",
        "wait=\"2\" | 2",
        "wait=0 | 0",
        "wait=30 | 30",
        "wait=31 | 30",
        "wait=999999999 | 30",
        "respond-async, wait=10; x=1 | 10",
        "wait=3, wait=4 | 3"
      })
  void readsThePreferredWaitUpTo30Seconds(String prefer, long seconds) {
    assertThat(RequestHeaders.preferredWait(headers("Prefer", prefer)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"respond-async", "return=minimal", "waiting=5", "handling=strict"})
  void ignoresOtherPreferences(String prefer) {
    assertThat(RequestHeaders.preferredWait(headers("Prefer", prefer))).isNull();
    assertThat(RequestHeaders.preferredWait(new HttpHeaders())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "wait=", "wait=x", "wait=-1", "wait=1.5", "wait=99999999999"})
  void refusesAMalformedWait(String prefer) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestHeaders.preferredWait(headers("Prefer", prefer)))
        .matches(problem -> "Prefer".equals(problem.field()));
  }

  @Test
  void readsTheVersionInIfMatch() {
    assertThat(RequestHeaders.ifMatch(headers("If-Match", "\"3\""))).isEqualTo(3);
    assertThat(RequestHeaders.ifMatch(headers("If-Match", "*"))).isNull();
    assertThat(RequestHeaders.ifMatch(new HttpHeaders())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3", "W/\"3\"", "\"0\"", "\"03\"", "\"x\"", "\"3\", \"4\"", "", "\"99999999999\""})
  void refusesAnIfMatchThatIsNotOneVersion(String value) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestHeaders.ifMatch(headers("If-Match", value)))
        .matches(problem -> "If-Match".equals(problem.field()));
  }

  @Test
  void limitsTheCharactersOfAKeyAndNotItsBytes() {
    String key = "ї".repeat(200);
    String sent = new String(key.getBytes(UTF_8), ISO_8859_1);

    assertThat(RequestHeaders.idempotencyKey(headers("Idempotency-Key", sent))).isEqualTo(key);
  }

  @Test
  void refusesAKeyThatIsEmptyTooLongOrGivenTwice() {
    HttpHeaders twice = headers("Idempotency-Key", "a");
    twice.add("Idempotency-Key", "b");

    for (HttpHeaders headers :
        new HttpHeaders[] {
          headers("Idempotency-Key", " "), headers("Idempotency-Key", "k".repeat(201)), twice
        }) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> RequestHeaders.idempotencyKey(headers))
          .matches(problem -> "Idempotency-Key".equals(problem.field()));
    }
  }

  private static HttpHeaders headers(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(name, value);
    return headers;
  }
}
