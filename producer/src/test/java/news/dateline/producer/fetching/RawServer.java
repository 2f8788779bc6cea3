package news.dateline.producer.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers on 127.0.0.1 with what no HTTP server would send, a byte at a time or without end. */
public final class RawServer implements AutoCloseable {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n";
  private static final int PAUSE_MS = 100;

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  public RawServer() {
    try {
      socket = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (closed.getCount() > 0) {
        Socket client = socket.accept();
        threads.execute(() -> answer(client));
      }
    } catch (IOException e) {
      closed.countDown(); // as close does
    }
  }

  private void answer(Socket client) {
    try (client) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      String line = request.readLine();
      OutputStream answer = client.getOutputStream();
      if (line.contains("/drips-body")) {
        answer.write((HEAD + "\r\n").getBytes(UTF_8));
        drip(answer, "{".repeat(1_000));
      } else if (line.contains("/drips-head")) {
        drip(answer, HEAD + "X-Long: " + "a".repeat(1_000));
      } else {
        answer.write((HEAD + "X-Long: " + "a".repeat(1_000_000) + "\r\n\r\n").getBytes(UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // the client has gone
    }
  }

  private void drip(OutputStream answer, String text) throws IOException, InterruptedException {
    for (byte each : text.getBytes(UTF_8)) {
      answer.write(each);
      answer.flush();
      if (closed.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
