package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client can do to an HTTP port of any process of Dateline, by its raw bytes. */
class PortsIT {
  /** How much later than the deadline the connection may close on a busy machine. */
  private static final Duration TOLERANCE = Duration.ofSeconds(15);

  /** More than the sockets' buffers take, and much less than a client could send. */
  private static final long MAX_TAKEN_BYTES = 32L * 1024 * 1024;

  private static final String POST =
      "POST /feeds/world/items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  static Stream<Map.Entry<String, Integer>> ports() {
    return Installation.shared().ports().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aSilentConnectionIsClosed(Map.Entry<String, Integer> port) throws Exception {
    try (Socket socket = connect(port)) {
      assertThat(closes(socket, () -> {})).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aConnectionWhoseHeadersDripIsClosed(Map.Entry<String, Integer> port) throws Exception {
    try (Socket socket = connect(port)) {
      send(socket, "GET / HTTP/1.1\r\nX: ");
      assertThat(closes(socket, () -> send(socket, "a"))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ports")
  void anIdleConnectionIsClosed(Map.Entry<String, Integer> port) throws Exception {
    try (Socket socket = connect(port)) {
      send(socket, "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(readSome(socket)).startsWith("HTTP/1.1 ");
      assertThat(closes(socket, () -> {})).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aConnectionWhoseBodyDripsIsClosed(Map.Entry<String, Integer> port) throws Exception {
    try (Socket socket = connect(port)) {
      send(socket, POST + "Content-Length: 1000\r\n\r\n");
      assertThat(closes(socket, () -> send(socket, " "))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ports")
  void anEndlessBodyIsAnsweredAndNotReadOn(Map.Entry<String, Integer> port) throws Exception {
    try (Socket socket = connect(port)) {
      send(socket, POST + "Transfer-Encoding: chunked\r\n\r\n");
      StringBuilder answer = new StringBuilder();
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
      long taken = 0;
      try {
        while (taken < 2 * MAX_TAKEN_BYTES) {
          socket.getOutputStream().write(chunk);
          taken += chunk.length;
          if (socket.getInputStream().available() > 0) {
            answer.append(readSome(socket));
          }
        }
      } catch (SocketException e) {
        // closed
      }

      assertThat(answer.isEmpty() ? readSome(socket) : answer).asString().startsWith("HTTP/1.1 4");
      assertThat(taken).isLessThan(MAX_TAKEN_BYTES);
    }
  }

  private static Socket connect(Map.Entry<String, Integer> port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port.getValue()), 10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String readSome(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] bytes = new byte[256];
    int length = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, length), ISO_8859_1);
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Acts five times a second until the server closes the connection, and reads its answer. */
  private static boolean closes(Socket socket, Action meanwhile) throws IOException {
    long end = System.nanoTime() + Installation.DEADLINE.plus(TOLERANCE).toNanos();
    socket.setSoTimeout(200);
    InputStream in = socket.getInputStream();
    while (System.nanoTime() - end < 0) {
      try {
        if (in.read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // still open
      } catch (SocketException e) {
        return true;
      }
      try {
        meanwhile.run();
      } catch (SocketException e) {
        return true;
      }
    }
    return false;
  }
}
