package news.dateline.support.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import news.dateline.support.web.TrustedProxies.ForwardedHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class TrustedProxiesTests {
  private static final String KEY = "dateline.stream.trusted-proxies";
  private static final List<String> TRUSTED = List.of("10.0.0.0/8", "2001:db8::1");

  @Test
  void onlyTrustedProxiesAreBelieved() {
    assertThat(forwardedFor("192.0.2.9", "198.51.100.1")).isEqualTo("192.0.2.9");
    assertThat(
            new TrustedProxies(KEY, List.of(), ForwardedHeader.X_FORWARDED_FOR)
                .client("10.1.1.1", headers("X-Forwarded-For", "1.2.3.4")))
        .isEqualTo("10.1.1.1");
  }

  @Test
  void onlyTheHeaderThatTheProxiesSetIsBelieved() {
    HttpHeaders both = headers("X-Forwarded-For", "198.51.100.1");
    both.set("Forwarded", "for=203.0.113.1");

    assertThat(
            new TrustedProxies(KEY, TRUSTED, ForwardedHeader.X_FORWARDED_FOR)
                .client("10.1.1.1", both))
        .isEqualTo("198.51.100.1");
    assertThat(new TrustedProxies(KEY, TRUSTED, ForwardedHeader.FORWARDED).client("10.1.1.1", both))
        .isEqualTo("203.0.113.1");
    both.remove("X-Forwarded-For");
    assertThat(
            new TrustedProxies(KEY, TRUSTED, ForwardedHeader.X_FORWARDED_FOR)
                .client("10.1.1.1", both))
        .isEqualTo("10.1.1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2.3.4, 198.51.100.1, 10.2.2.2 | 198.51.100.1
          198.51.100.1:4711 | 198.51.100.1
          [2001:db8:cafe::17]:4711 | 2001:db8:cafe:0:0:0:0:17
          10.3.3.3 | 10.3.3.3
          1.2.3.4, unknown | 10.1.1.1
          1.2.3.4, | 10.1.1.1
          "1.2.3.4, 198.51.100.1 | 198.51.100.1
          """)
  void theNearestHopOfXForwardedForThatIsNotTrustedIsTheClient(String header, String client) {
    assertThat(forwardedFor("10.1.1.1", header)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for=1.2.3.4, for="198.51.100.1:4711";proto=https | 198.51.100.1
          For="[2001:db8:cafe::17]:4711" | 2001:db8:cafe:0:0:0:0:17
          for=198.51.100.1;host="a,for=1.2.3.4" | 198.51.100.1
          for=1.2.3.4, for=_hidden | 10.1.1.1
          for=1.2.3.4, proto=https | 10.1.1.1
          for="1.2.3.4, for=198.51.100.1 | 10.1.1.1
          """)
  void theNearestHopOfForwardedThatIsNotTrustedIsTheClient(String header, String client) {
    assertThat(
            new TrustedProxies(KEY, TRUSTED, ForwardedHeader.FORWARDED)
                .client("10.1.1.1", headers("Forwarded", header)))
        .isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "10.0.0", ""})
  void aTextThatIsNotANetworkIsRefusedWithTheNameOfTheSetting(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrustedProxies(KEY, List.of(wrong), ForwardedHeader.FORWARDED))
        .withMessageStartingWith(KEY + ": '" + wrong + "'");
  }

  private static String forwardedFor(String peer, String value) {
    return new TrustedProxies(KEY, TRUSTED, ForwardedHeader.X_FORWARDED_FOR)
        .client(peer, headers("X-Forwarded-For", value));
  }

  private static HttpHeaders headers(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(name, value);
    return headers;
  }
}
