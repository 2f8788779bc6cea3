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

/** A client that sees the bytes as they are on the wire. */
final class RawHttpConnection implements AutoCloseable {
  /** All that one is told whose token has gone. */
  static final String DISMISSED =
      "retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"token\"}\n\n";

  private static final int MAX_WAIT = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  private RawHttpConnection(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port), MAX_WAIT);
    socket.setSoTimeout(MAX_WAIT);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static RawHttpConnection to(FeedApiInstance replica) throws IOException {
    return new RawHttpConnection(replica.port(), 0);
  }

  /** One that has room for little. */
  static RawHttpConnection narrow(FeedApiInstance replica) throws IOException {
    return new RawHttpConnection(replica.port(), 4 * 1024);
  }

  /** A stream that has begun. */
  static RawHttpConnection open(FeedApiInstance replica, String path, String... headers)
      throws IOException {
    RawHttpConnection wire =
        to(replica).send("GET " + path + " HTTP/1.1\nHost: x\n" + lines(headers) + "\n");
    assertThat(wire.head()).startsWith("HTTP/1.1 200");
    assertThat(wire.chunk()).contains("event: at");
    return wire;
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : headers[0] + ": " + headers[1] + "\n";
  }

  /** What a stream says first, whatever it is. */
  static String firstOf(FeedApiInstance replica, String path) throws IOException {
    try (RawHttpConnection wire = to(replica).send("GET " + path + " HTTP/1.1\nHost: x\n\n")) {
      String head = wire.head();
      assertThat(head).startsWith("HTTP/1.1 200");
      // a refusal is sent as a whole
      return head.contains("chunked") ? wire.chunk() : wire.until("}\n\n");
    }
  }

  RawHttpConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** The status line and the headers. */
  String head() throws IOException {
    return until("\r\n\r\n");
  }

  /** Up to the text; what has come where the connection ends before. */
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

  /** The next chunk of HTTP/1.1; empty for the last one. */
  String chunk() throws IOException {
    String size = until("\r\n");
    byte[] content = in.readNBytes(Integer.parseInt(size.strip(), 16));
    if (!until("\r\n").equals("\r\n")) {
      throw new IOException("a chunk that does not end");
    }
    return new String(content, UTF_8);
  }

  /** The next chunk that is no heartbeat. */
  String live() throws IOException {
    String chunk = chunk();
    while (chunk.contains("event: at")) {
      chunk = chunk();
    }
    return chunk;
  }

  /** Waits until there is something to read. */
  void await() throws IOException {
    in.mark(1);
    in.read();
    in.reset();
  }

  /** Whatever comes until the connection ends. */
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
