package news.dateline.feedapi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class TrustedProxiesTests {
  private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "2001:db8::1"));

  @Test
  void onlyTrustedProxiesAreBelieved() {
    assertThat(client("192.0.2.9", "X-Forwarded-For", "198.51.100.1")).isEqualTo("192.0.2.9");
    assertThat(
            new TrustedProxies(List.of()).client("10.1.1.1", headers("X-Forwarded-For", "1.2.3.4")))
        .isEqualTo("10.1.1.1");
  }

  @Test
  void theNearestHopThatIsNotTrustedIsTheClient() {
    assertThat(client("10.1.1.1", "X-Forwarded-For", "1.2.3.4, 198.51.100.1, 10.2.2.2"))
        .isEqualTo("198.51.100.1");
    assertThat(
            client("10.1.1.1", "Forwarded", "for=1.2.3.4, for=\"198.51.100.1:4711\";proto=https"))
        .isEqualTo("198.51.100.1");
    assertThat(client("2001:db8::1", "Forwarded", "For=\"[2001:db8:cafe::17]:4711\""))
        .isEqualTo("2001:db8:cafe::17");
    assertThat(client("10.1.1.1", "X-Forwarded-For", "10.3.3.3")).isEqualTo("10.3.3.3");
    assertThat(proxies.client("10.1.1.1", new HttpHeaders())).isEqualTo("10.1.1.1");
  }

  @Test
  void aTextThatIsNotANetworkIsRefused() {
    for (String wrong : List.of("example.org", "10.0.0.0/33", "10.0.0", "")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(List.of(wrong)));
    }
  }

  private String client(String peer, String header, String value) {
    return proxies.client(peer, headers(header, value));
  }

  private static HttpHeaders headers(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(name, value);
    return headers;
  }
}
