package news.dateline.testbed.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * One client. Each of its methods opens a connection, misbehaves, and returns true if the service
 * closed the connection, or answered, within its deadline. Fails if no connection can be made.
 */
final class HostileClient {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SMALL_RECEIVE_BUFFER = 2_048;
  private static final byte[] NOTHING = {};

  /** Less in total than a socket buffers, so that a write does not block. */
  private static final byte[] MUCH = new byte[64 * 1024];

  private static final String POST = "POST /feeds/none/items HTTP/1.1\r\nHost: x\r\n";
  private static final String LONG_BODY =
      "Content-Type: application/json\r\nContent-Length: 200000000\r\n\r\n";
  private static final String HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int SETTINGS_FRAME = 4;
  private static final int HEADERS_FRAME = 1;
  private static final int END_STREAM_AND_END_HEADERS = 5;
  private static final short INITIAL_WINDOW_SIZE = 4;
  private static final int DEFAULT_WINDOW_SIZE = 65_535;
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Duration requestTimeout;
  private final Duration writeTimeout;
  private final Duration idleTimeout;
  private @Nullable HttpClient http;
  private String epoch = "";

  HostileClient(Duration requestTimeout, Duration writeTimeout, Duration idleTimeout) {
    this.requestTimeout = requestTimeout;
    this.writeTimeout = writeTimeout;
    this.idleTimeout = idleTimeout;
  }

  /** HTTP/2: all streams of the connection may receive headers, but no byte of a body. */
  boolean withoutWindow(URI server, String path, int streams) throws IOException {
    try (Socket socket = openHttp2(server, path, streams, 0)) {
      return closesWithin(socket, writeTimeout.plus(idleTimeout), NOTHING);
    }
  }

  /** Sends a request over HTTP/2, reads the answer and leaves the connection idle. */
  boolean idleHttp2(URI server, String path) throws IOException {
    try (Socket socket = openHttp2(server, path, 1, DEFAULT_WINDOW_SIZE)) {
      return closesWithin(socket, writeTimeout.plus(idleTimeout), NOTHING);
    }
  }

  /** The receive buffer stays full until the deadline; what is left of the answer is read then. */
  boolean neverReads(URI server, String path) throws IOException, InterruptedException {
    try (Socket socket = open(server, SMALL_RECEIVE_BUFFER)) {
      send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
      Thread.sleep(limit(writeTimeout));
      return closesWithin(socket, Duration.ZERO, NOTHING);
    }
  }

  boolean silent(URI server) throws IOException {
    try (Socket socket = open(server, 0)) {
      return closesWithin(socket, requestTimeout, NOTHING);
    }
  }

  boolean idleHttp1(URI server) throws IOException {
    try (Socket socket = open(server, 0)) {
      send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      return closesWithin(socket, idleTimeout, NOTHING);
    }
  }

  boolean slowHeaders(URI server) throws IOException {
    try (Socket socket = open(server, 0)) {
      send(socket, "GET / HTTP/1.1\r\nX-Slow: ");
      return closesWithin(socket, requestTimeout, new byte[] {'x'});
    }
  }

  /** An editor's request whose body arrives slowly, so that the producer waits for it. */
  boolean slowBody(URI server, String token) throws IOException {
    try (Socket socket = open(server, 0)) {
      send(socket, POST + "Authorization: Bearer " + token + "\r\n" + LONG_BODY);
      return closesWithin(socket, idleTimeout, new byte[] {' '});
    }
  }

  /** A request that is refused at once, with a body that goes on. */
  boolean endlessBody(URI server) throws IOException {
    try (Socket socket = open(server, 0)) {
      send(socket, POST + LONG_BODY);
      return closesWithin(socket, requestTimeout, MUCH);
    }
  }

  boolean streamWithBody(URI server, String path) throws IOException {
    try (Socket socket = open(server, 0)) {
      send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + LONG_BODY);
      return closesWithin(socket, requestTimeout, new byte[] {'x'});
    }
  }

  /** Asks for all changes of the feed, with a filter that no item matches. */
  boolean scansChanges(URI server, FeedId feed) throws IOException, InterruptedException {
    if (epoch.isEmpty()) {
      String page = get(server + "/feeds/" + feed + "?limit=1");
      epoch = Json.mapper().readTree(page).path("epoch").asString("");
    }
    return !get(server + "/feeds/" + feed + "/changes?tag=none&after=" + epoch + "-0").isEmpty();
  }

  /** On one connection in turn: a stream of a feed that does not exist, and an ordinary request. */
  boolean keepsAlive(URI server, FeedId feed) throws IOException, InterruptedException {
    get(server + "/feeds/none-" + NAMES.incrementAndGet() + "/stream");
    return !get(server + "/feeds/" + feed + "?limit=1").isEmpty();
  }

  /** Returns the answer; empty if none came in time. */
  private String get(String uri) throws IOException, InterruptedException {
    if (http == null) {
      http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
    Duration limit = Duration.ofMillis(limit(requestTimeout));
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).timeout(limit).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (HttpConnectTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return "";
    }
  }

  private static Socket open(URI server, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
    return socket;
  }

  /** Opens a connection by prior knowledge and sends the same request on each stream. */
  private static Socket openHttp2(URI server, String path, int streams, int window)
      throws IOException {
    Socket socket = open(server, 0);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(HTTP2_PREFACE.getBytes(US_ASCII));
    frames.writeBytes(
        frame(
            SETTINGS_FRAME,
            0,
            0,
            ByteBuffer.allocate(6).putShort(INITIAL_WINDOW_SIZE).putInt(window).array()));
    for (int i = 0; i < streams; i++) {
      frames.writeBytes(frame(HEADERS_FRAME, END_STREAM_AND_END_HEADERS, 2 * i + 1, headers(path)));
    }
    send(socket, frames.toByteArray());
    return socket;
  }

  /** RFC 9113, section 4.1. */
  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .putShort((short) (payload.length >> 8))
        .put((byte) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** RFC 7541: method and scheme from the static table, path and authority as literals. */
  private static byte[] headers(String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) path.length()});
    block.writeBytes(path.getBytes(US_ASCII));
    block.writeBytes(new byte[] {0x01, 1, 'x'});
    return block.toByteArray();
  }

  private static void send(Socket socket, String request) {
    send(socket, request.getBytes(US_ASCII));
  }

  /**
   * Ignores a failure: the service may close the connection at any time, which the round checks
   * later.
   */
  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // closed by the service, which the next read shows
    }
  }

  /** Reads what comes and sends some bytes a second, until the service closes the connection. */
  private static boolean closesWithin(Socket socket, Duration deadline, byte[] everySecond)
      throws SocketException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit(deadline));
    byte[] discarded = new byte[64 * 1024];
    socket.setSoTimeout(1_000);
    while (System.nanoTime() - end < 0) {
      try {
        if (socket.getInputStream().read(discarded) < 0) {
          break;
        }
      } catch (SocketTimeoutException e) {
        send(socket, everySecond);
      } catch (IOException e) {
        break; // a reset
      }
    }
    return System.nanoTime() - end < 0;
  }

  /** A deadline with a margin for a machine that is busy, in milliseconds. */
  private static long limit(Duration deadline) {
    return deadline.toMillis() * 3 / 2 + 2_000;
  }
}
