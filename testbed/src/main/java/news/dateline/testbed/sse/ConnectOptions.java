package news.dateline.testbed.sse;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of one connection.
 *
 * @param headers request headers beside the usual ones
 * @param from the local address; chosen by the kernel if null
 * @param receiveBuffer size of the socket's receive buffer in bytes; chosen by the kernel if 0
 * @param silence the connection is closed after this time without a byte; never if zero
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

  /** Options without a time limit, with the kernel's buffer. */
  public static ConnectOptions unlimited(
      URI uri, Map<String, String> headers, @Nullable InetAddress from) {
    return new ConnectOptions(uri, headers, from, 0, Duration.ZERO);
  }

  boolean secure() {
    return "https".equals(uri.getScheme());
  }

  int port() {
    int defaultPort = secure() ? 443 : 80;
    return uri.getPort() < 0 ? defaultPort : uri.getPort();
  }

  /** The target of the request line. */
  String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
