package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class RepresentationTests {
  private final AtomicInteger made = new AtomicInteger();
  private final Representations representations = new Representations("build");

  @Test
  void theBodyIsMadeOnceAtTheFirstRequest() {
    Representation json = json("1");
    assertThat(json.etag(false)).isNotEqualTo(json.etag(true)).startsWith("\"").endsWith("\"");
    assertThat(made).hasValue(0);

    assertThat(json.bytes(false).toString(UTF_8)).isEqualTo("{}");
    assertThat(json.bytes(true)).isSameAs(json.bytes(true));
    assertThat(json.bytes(false)).isSameAs(json.bytes(false));
    assertThat(made).hasValue(1);
  }

  @Test
  void validatorsDifferByVersionAndType() {
    assertThat(json("1").etag(false)).isEqualTo(json("1").etag(false));
    assertThat(json("1").etag(false)).isNotEqualTo(json("2").etag(false));
    assertThat(representations.page("1", CachePolicy.PUBLIC, () -> new byte[0]).etag(false))
        .isNotEqualTo(json("1").etag(false));
  }

  @Test
  void answersAreCompressedOnlyIfTheClientAcceptsIt() {
    assertThat(acceptsGzip("gzip, deflate, br")).isTrue();
    assertThat(acceptsGzip("br;q=1, GZIP; q=0.5")).isTrue();
    assertThat(acceptsGzip("gzip;q=0")).isFalse();
    assertThat(acceptsGzip("gzip;q=0.0, identity")).isFalse();
    assertThat(acceptsGzip("x-gzip")).isFalse();
    assertThat(Responses.acceptsGzip(new HttpHeaders())).isFalse();
  }

  private static boolean acceptsGzip(String header) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.ACCEPT_ENCODING, header);
    return Responses.acceptsGzip(headers);
  }

  private Representation json(String version) {
    return representations.json(
        version,
        CachePolicy.PUBLIC,
        () -> {
          made.incrementAndGet();
          return Unpooled.copiedBuffer("{}", UTF_8);
        });
  }
}
