package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of Dateline's pages with an address that stays. The service behind it can be
 * another one after a while, and the proxy can hold back what streams send after their headers, and
 * the answers to other requests.
 */
final class StreamProxy implements AutoCloseable {
  private static final Pattern STREAM = Pattern.compile("^GET /[^? ]*stream[? ]");
  private static final Pattern CHANGES = Pattern.compile("^GET /[^? ]*/changes[? ]");

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final AtomicInteger startedStreams = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private volatile URI service;
  private volatile boolean silent;
  private volatile String heldPath = "";
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private final AtomicInteger heldAnswers = new AtomicInteger();

  StreamProxy(String service) {
    this.service = URI.create(service);
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String page() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Sends new connections to another service. */
  void passTo(String other) {
    service = URI.create(other);
  }

  /** Holds back everything after the headers of streams that begin from now on, or lets it pass. */
  void silence(boolean on) {
    silent = on;
  }

  /** Holds back the answers to requests from now on whose first line has this text. */
  void hold(String path) {
    hold = new CountDownLatch(1);
    heldPath = path;
  }

  /** Passes on the answers that are held back, and holds back no other. */
  void release() {
    heldPath = "";
    hold.countDown();
  }

  /** Returns the number of answers of the service that have been held back so far. */
  int heldAnswers() {
    return heldAnswers.get();
  }

  /** Ends all connections. */
  void cut() {
    sockets.forEach(StreamProxy::close);
  }

  /** Returns the number of streams that are open now. */
  int openStreams() {
    return openStreams.get();
  }

  /** Returns the number of streams that have been requested so far. */
  int startedStreams() {
    return startedStreams.get();
  }

  /** Returns the number of requests for changes so far. */
  int polls() {
    return polls.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // the proxy was closed
    }
  }

  private void serve(Socket client) {
    boolean stream = false;
    sockets.add(client);
    try (client;
        Socket server = new Socket(service.getHost(), service.getPort())) {
      sockets.add(server);
      AtomicBoolean mute = new AtomicBoolean();
      AtomicReference<CountDownLatch> held = new AtomicReference<>();
      threads.execute(() -> passResponses(server, client, mute, held));
      while (true) {
        String head = readHead(client.getInputStream());
        if (!stream && STREAM.matcher(head).find()) {
          stream = true;
          mute.set(silent);
          openStreams.incrementAndGet();
          startedStreams.incrementAndGet();
        } else if (CHANGES.matcher(head).find()) {
          polls.incrementAndGet();
        }
        held.set(isHeld(head) ? hold : null);
        server.getOutputStream().write(head.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // the client or the service has closed its connection
    } finally {
      sockets.remove(client);
      if (stream) {
        openStreams.decrementAndGet();
      }
    }
  }

  private boolean isHeld(String head) {
    return !heldPath.isEmpty() && head.substring(0, head.indexOf("\r\n")).contains(heldPath);
  }

  private void passResponses(
      Socket server, Socket client, AtomicBoolean mute, AtomicReference<CountDownLatch> held) {
    try (client;
        server) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[16_384];
      int read;
      while (!mute.get() && (read = in.read(buffer)) >= 0) {
        awaitRelease(held.getAndSet(null));
        int passed = mute.get() ? headLength(buffer, read) : read;
        out.write(buffer, 0, passed);
      }
      while (in.read(buffer) >= 0) {
        // held back
      }
    } catch (IOException e) {
      // the client or the service has closed its connection
    } finally {
      sockets.remove(server);
    }
  }

  private void awaitRelease(@Nullable CountDownLatch latch) throws IOException {
    if (latch == null) {
      return;
    }
    heldAnswers.incrementAndGet();
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Returns the length of the response head, which the service sends in one piece. */
  private static int headLength(byte[] bytes, int length) {
    int end = new String(bytes, 0, length, ISO_8859_1).indexOf("\r\n\r\n");
    return end < 0 ? length : end + 4;
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client has closed its connection");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
    threads.shutdownNow();
  }
}
