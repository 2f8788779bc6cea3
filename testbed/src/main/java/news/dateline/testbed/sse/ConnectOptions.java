package news.dateline.testbed.sse;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to make.
 *
 * @param headers beside those every visit has
 * @param from the address to come from; any if null
 * @param receiveBuffer bytes the kernel may hold for a reader that does not read; its own choice if
 *     0
 * @param silence how long without a byte until it is given up; never if zero
 */
public record ConnectOptions(
    URI uri,
    Map<String, String> headers,
    @Nullable InetAddress from,
    int receiveBuffer,
    Duration silence) {
  public ConnectOptions {
    headers = Map.copyOf(headers);
  }

  /** One with the kernel's own buffer that waits for ever. */
  public static ConnectOptions patient(
      URI uri, Map<String, String> headers, @Nullable InetAddress from) {
    return new ConnectOptions(uri, headers, from, 0, Duration.ZERO);
  }

  boolean secure() {
    return "https".equals(uri.getScheme());
  }

  int port() {
    int usual = secure() ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  /** What the request line asks for. */
  String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** The {@code Host} header. */
  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
