package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A connection with one request. It blocks, until the time of the warm-up is over. */
final class WarmUpClient implements AutoCloseable {
  private final Socket socket;
  private final long end;
  private final byte[] buffer = new byte[16 * 1024];
  private String unread = "";

  /**
   * Connects and sends the request.
   *
   * @param header one header line
   * @param end when connecting and reads fail, in nanoseconds of {@link System#nanoTime()}
   * @throws SocketTimeoutException if the time is over before the server accepts
   */
  WarmUpClient(InetSocketAddress server, String path, String header, long end) throws IOException {
    this.socket = new Socket();
    this.end = end;
    String request = "GET " + path + " HTTP/1.1\r\nHost: warm-up\r\n" + header + "\r\n\r\n";
    try {
      socket.connect(server, millisLeft());
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Reads up to the next occurrence of the text.
   *
   * @throws SocketTimeoutException if the time is over before
   * @throws EOFException if the server ends the answer before
   */
  void readTo(String text) throws IOException {
    int found = unread.indexOf(text);
    while (found < 0) {
      String tail = unread.substring(Math.max(0, unread.length() - text.length()));
      unread = tail + read();
      found = unread.indexOf(text);
    }
    unread = unread.substring(found + text.length());
  }

  private int millisLeft() throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) millis;
  }

  private String read() throws IOException {
    socket.setSoTimeout(millisLeft());
    int length = socket.getInputStream().read(buffer);
    if (length < 0) {
      throw new EOFException("an answer ended early");
    }
    return new String(buffer, 0, length, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
