package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTests {
  private static final String BASE = "https://n.example/2025/pier?page=2#top";

  @ParameterizedTest
  @CsvSource({
    "https://my_host.example.org/a, https://my_host.example.org/a",
    "'https://münchen.example/ä b|c', https://xn--mnchen-3ya.example/%C3%A4%20b%7Cc",
    "HTTPS://A.example/x, https://a.example/x",
    "https://a.example:443, https://a.example/",
    "' https://a.example/\t1 ', https://a.example/1",
    "https:\\\\a.example\\b, https://a.example/b",
    "https://a.example/100%?q=a%20b c#d e, https://a.example/100%25?q=a%20b%20c#d%20e",
    "https://a.example/a/../../b/./c, https://a.example/b/c",
    "/map, https://n.example/map",
    "map, https://n.example/2025/map",
    "../map, https://n.example/map",
    "?q, https://n.example/2025/pier?q",
    "#end, https://n.example/2025/pier?page=2#end",
    "//b.example/1, https://b.example/1"
  })
  void isNormalizedAsInABrowser(String reference, String address) {
    assertThat(WebAddress.resolve(BASE, reference)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example:99999/", "javascript:alert(1)", "ftp://a.example/", "https://",
            "https:///",
        "https://a b.example/", "https://a.example:x/", "data:text/html,x", "https://[a]/",
            "mailto:a@b"
      })
  void isNoneIfABrowserWouldNotOpenItAsAPage(String reference) {
    assertThat(WebAddress.resolve(BASE, reference)).isEmpty();
    assertThat(WebAddress.resolve(null, "/map")).isEmpty();
  }
}
