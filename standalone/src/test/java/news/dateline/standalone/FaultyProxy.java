package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy in front of Dateline that breaks connections. The first connection that requests {@code
 * /cut/17/feeds/…} breaks after 17 bytes of the response; later ones are left alone. It listens on
 * several addresses, because a browser opens only a few connections to each.
 */
final class FaultyProxy implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("^GET (/cut/([0-9]+))/[^? ]*");

  private final URI dateline;
  private final List<ServerSocket> listeners = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger broken = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  FaultyProxy(String dateline, int addresses) {
    this.dateline = URI.create(dateline);
    try {
      for (int i = 1; i <= addresses; i++) {
        ServerSocket listener = new ServerSocket(0, 500, InetAddress.getByName("127.0.1." + i));
        listeners.add(listener);
        threads.execute(() -> accept(listener));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the path whose first connection breaks after this many bytes. */
  URI cutAfter(int bytes, String path) {
    ServerSocket listener = listeners.get(bytes % listeners.size());
    String host = listener.getInetAddress().getHostAddress();
    return URI.create("http://" + host + ":" + listener.getLocalPort() + "/cut/" + bytes + path);
  }

  /** Returns the number of connections broken so far. */
  int broken() {
    return broken.get();
  }

  private void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // the proxy was closed
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(dateline.getHost(), dateline.getPort())) {
      open.add(server);
      String head = head(client.getInputStream());
      Matcher request = REQUEST.matcher(head);
      int bytes = Integer.MAX_VALUE;
      if (!request.find()) {
        return;
      }
      if (cut.add(request.group())) {
        bytes = Integer.parseInt(request.group(2));
      }
      server.getOutputStream().write(head.replaceFirst(request.group(1), "").getBytes(ISO_8859_1));
      pass(server.getInputStream(), client, bytes);
      open.remove(server);
      broken.incrementAndGet();
      if (bytes % 2 == 1) {
        // sends a TCP reset instead of an orderly end
        client.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // the client or the server has closed its connection
    } finally {
      open.remove(client);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void pass(InputStream from, Socket to, int bytes) throws IOException {
    byte[] buffer = new byte[4096];
    int left = bytes;
    while (left > 0) {
      int read = from.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("the server has ended the response");
      }
      to.getOutputStream().write(buffer, 0, read);
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
