package news.dateline.testbed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import news.dateline.client.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileTests {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"epoch\":\"k3f9\"}".getBytes(US_ASCII);

  private final Shell shell = new Shell(Testbed::run);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());

  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  HostileTests() throws IOException {}

  /** What the server does with a connection. */
  private interface Connection {
    void serve(Socket socket) throws IOException;
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    threads.shutdownNow();
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Test
  void passesAServiceThatClosesOrAnswersEveryConnection() {
    serve(HostileTests::answerOrClose);

    assertThat(hostile(server.getLocalPort())).as(shell.out()).isZero();

    // every kind of client had a round, and no round was late
    assertThat(rows()).hasSize(28).allMatch(row -> row.matches(".* [1-9][0-9]* +0"));
  }

  @Test
  void failsIfAConnectionStaysOpen() {
    serve(socket -> {});

    assertThat(hostile(server.getLocalPort())).isEqualTo(1);

    assertThat(rows()).hasSize(28).allMatch(row -> row.matches(".* [1-9][0-9]* +[1-9][0-9]*"));
  }

  @Test
  void failsIfNothingListens() throws IOException {
    server.close();

    assertThat(hostile(server.getLocalPort())).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("a port does not accept connections\n");
  }

  @Test
  void refusesAServerOfAnotherMachine() {
    assertThat(shell.run("hostile", "--management", "http://192.0.2.1:8082")).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "--management: hostile clients are for this machine only, not http://192.0.2.1:8082\n");
  }

  private int hostile(int port) {
    String url = "http://127.0.0.1:" + port;
    String flags =
        "hostile --url %1$s --desk %1$s --management %1$s,%1$s --duration 6s --request-timeout 100ms"
            + " --write-timeout 100ms --idle-timeout 100ms --token-file %2$s";
    return shell.run(flags.formatted(url, shell.token()).split(" "));
  }

  private List<String> rows() {
    return shell.out().lines().skip(1).toList();
  }

  private void serve(Connection connection) {
    Future<?> unused =
        threads.submit(
            () -> {
              while (true) {
                Socket socket = server.accept();
                open.add(socket);
                threads.submit(
                    () -> {
                      connection.serve(socket);
                      return null;
                    });
              }
            });
  }

  private static void answerOrClose(Socket socket) throws IOException {
    try (socket) {
      socket.setSoTimeout(100);
      byte[] request = new byte[4_096];
      int length = socket.getInputStream().read(request);
      while (new String(request, 0, Math.max(0, length), US_ASCII)
          .matches("(?s)GET /feeds/(long/changes|long.limit=1|none|large.limit=1 ).*")) {
        socket.getOutputStream().write(ANSWER);
        length = socket.getInputStream().read(request);
      }
    }
  }
}
