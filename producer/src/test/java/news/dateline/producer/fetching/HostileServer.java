package news.dateline.producer.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A server on 127.0.0.1 whose documents do harm, with one that does none. */
public final class HostileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  /** Writes an answer. */
  private interface Answer {
    void write(HttpExchange exchange) throws IOException;
  }

  public HostileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    add("/slow", this::slow);
    add("/silent", exchange -> await());
    add("/endless", HostileServer::endless);
    add("/bomb", HostileServer::bomb);
    add("/gigabyte", exchange -> exchange.sendResponseHeaders(200, 1L << 30));
    add("/loop", exchange -> redirect(exchange, "/loop"));
    add("/to-loopback", exchange -> redirect(exchange, "http://127.0.0.2:" + port() + "/feed"));
    add("/to-file", exchange -> redirect(exchange, "file:///etc/passwd"));
    add("/to-name", exchange -> redirect(exchange, "http://localhost:" + port() + "/feed"));
    add("/moved", exchange -> redirect(exchange, "/feed"));
    add("/br", exchange -> encoded(exchange, "br"));
    add("/no-gzip", exchange -> encoded(exchange, "gzip"));
    document("/laughs", laughs());
    document(
        "/xxe",
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;"
            + "</title></item></channel></rss>");
    document("/feed", feed("Pier"));
    server.start();
  }

  public static String feed(String title) {
    return "<rss version='2.0'><channel><link>https://n.example/</link><item><guid>1</guid><title>"
        + title
        + "</title></item></channel></rss>";
  }

  private static String laughs() {
    StringBuilder text = new StringBuilder("<!DOCTYPE rss [<!ENTITY l0 'ha'>");
    for (int i = 1; i < 10; i++) {
      text.append("<!ENTITY l").append(i).append(" '").append(("&l" + (i - 1) + ";").repeat(10));
      text.append("'>");
    }
    return text + "]><rss><channel><item><title>&l9;</title></item></channel></rss>";
  }

  private void add(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String headers = String.valueOf(exchange.getRequestHeaders().entrySet());
          requests.add(exchange.getRequestURI() + " " + headers);
          try (exchange) {
            answer.write(exchange);
          } catch (IOException e) {
            // the client has gone, as it should
          }
        });
  }

  /** Serves a document, with a validator. */
  public void document(String path, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    String etag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
    add(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", etag);
          exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
          boolean known = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : bytes.length);
          if (!known) {
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  /** Answers with a status and a header. */
  public void status(String path, int status, String header, String value) {
    add(
        path,
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  public void replace(String path, String text) {
    server.removeContext(path);
    document(path, text);
  }

  private void slow(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('<');
    exchange.getResponseBody().flush();
    await();
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] spaces = " ".repeat(8_192).getBytes(UTF_8);
    OutputStream body = exchange.getResponseBody();
    while (true) {
      body.write(spaces); // fails once the client has gone
    }
  }

  /** 256 MiB of blanks in 256 KiB. */
  private static void bomb(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] blanks = new byte[1 << 20];
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 256; i++) {
        gzip.write(blanks);
      }
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, bytes.size());
    exchange.getResponseBody().write(bytes.toByteArray());
  }

  private static void encoded(HttpExchange exchange, String encoding) throws IOException {
    exchange.getResponseHeaders().set("Content-Encoding", encoding);
    exchange.sendResponseHeaders(200, 3);
    exchange.getResponseBody().write("abc".getBytes(UTF_8));
  }

  private static void redirect(HttpExchange exchange, String target) throws IOException {
    exchange.getResponseHeaders().set("Location", target);
    exchange.sendResponseHeaders(302, -1);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String address(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** Returns the requests so far, with their headers. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
