package news.dateline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import news.dateline.client.ScriptedServer;

/** A contender, as its script would start it: a process with {@code /pub} and {@code /sub}. */
final class FakeContender {
  private final Map<String, List<HttpExchange>> subscribers = new ConcurrentHashMap<>();

  private FakeContender() {}

  public static void main(String[] args) throws IOException {
    FakeContender contender = new FakeContender();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/sub", contender::subscribe);
    server.createContext("/pub", contender::publish);
    server.start();
  }

  private synchronized void subscribe(HttpExchange exchange) throws IOException {
    ScriptedServer.begin(exchange, "id: 0\nevent: at\ndata: {}\n\n");
    subscribersOf(exchange).add(exchange);
  }

  private List<HttpExchange> subscribersOf(HttpExchange exchange) {
    return subscribers.computeIfAbsent(
        exchange.getRequestURI().getQuery(), feed -> new CopyOnWriteArrayList<>());
  }

  private synchronized void publish(HttpExchange exchange) throws IOException {
    String item = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    for (HttpExchange subscriber : subscribersOf(exchange)) {
      subscriber.getResponseBody().write(("event: item\ndata: " + item + "\n\n").getBytes(UTF_8));
      subscriber.getResponseBody().flush();
    }
    ScriptedServer.say(exchange, 202, "");
  }
}
