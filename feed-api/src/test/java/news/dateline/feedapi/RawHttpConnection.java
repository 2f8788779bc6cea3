package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** An HTTP client that works with the raw bytes of its connection. */
final class RawHttpConnection implements AutoCloseable {
  /** Matches the last events of a stream whose token is not valid any more. */
  static final String REVOKED = "retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"token\"}\n\n";

  /** Matches the last events of a stream that its client may not read any more. */
  static final String RESTRICTED = REVOKED.replace("token", "restricted");

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  private RawHttpConnection(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttpConnection to(FeedApiInstance replica) throws IOException {
    return new RawHttpConnection(replica.port(), 0);
  }

  /** Connects with a receive buffer of 4 KiB. */
  static RawHttpConnection toWithSmallBuffer(FeedApiInstance replica) throws IOException {
    return new RawHttpConnection(replica.port(), 4 * 1024);
  }

  /** Opens a stream and reads its first chunk. */
  static RawHttpConnection open(FeedApiInstance replica, String path, String... headers)
      throws IOException {
    RawHttpConnection connection =
        to(replica).send("GET " + path + " HTTP/1.1\nHost: x\n" + lines(headers) + "\n");
    assertThat(connection.head()).startsWith("HTTP/1.1 200");
    assertThat(connection.chunk()).contains("event: at");
    return connection;
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      lines.append(headers[i]).append(": ").append(headers[i + 1]).append('\n');
    }
    return lines.toString();
  }

  /** Returns the first events of a stream, which may be a rejection. */
  static String firstEventsOf(FeedApiInstance replica, String path, String... headers)
      throws IOException {
    try (RawHttpConnection connection =
        to(replica).send("GET " + path + " HTTP/1.1\nHost: x\n" + lines(headers) + "\n")) {
      String head = connection.head();
      assertThat(head).startsWith("HTTP/1.1 200");
      // a rejection has a length instead of chunks
      return head.contains("chunked") ? connection.chunk() : connection.until("}\n\n");
    }
  }

  RawHttpConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads the status line and the headers. */
  String head() throws IOException {
    return until("\r\n\r\n");
  }

  /** Reads up to and including the text, or to the end of the connection. */
  String until(String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      read.write(next);
      if (read.toString(UTF_8).endsWith(end)) {
        break;
      }
    }
    return read.toString(UTF_8);
  }

  /** Reads the next chunk of HTTP/1.1; empty for the last one. */
  String chunk() throws IOException {
    String size = until("\r\n");
    byte[] content = in.readNBytes(Integer.parseInt(size.strip(), 16));
    if (!until("\r\n").equals("\r\n")) {
      throw new IOException("a chunk that does not end");
    }
    return new String(content, UTF_8);
  }

  /** Reads the next chunk that is not a heartbeat. */
  String nextEvents() throws IOException {
    String chunk = chunk();
    while (chunk.contains("event: at")) {
      chunk = chunk();
    }
    return chunk;
  }

  /** Reads at most this many bytes, at least one. */
  String next(int bytes) throws IOException {
    byte[] read = new byte[bytes];
    return new String(read, 0, in.read(read), UTF_8);
  }

  /** Waits until a byte can be read, without reading it. */
  void await() throws IOException {
    in.mark(1);
    in.read();
    in.reset();
  }

  /** Reads to the end of the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
