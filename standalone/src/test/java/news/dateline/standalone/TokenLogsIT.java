package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No process of Dateline logs a token, whatever the request that carries it looks like. */
class TokenLogsIT {
  private static final String TOKEN = "Secret0123456789";

  @Test
  void noTokenIsInTheLogOfAnyProcess() throws Exception {
    Installation installation = Installation.shared();

    for (int port : installation.ports().values()) {
      for (String request : requests()) {
        send(port, request);
      }
    }

    assertThat(installation.logs())
        .hasSize(4)
        .allSatisfy((process, log) -> assertThat(log).doesNotContainIgnoringCase(TOKEN));
  }

  private static List<String> requests() {
    String path = "/feeds/members/stream?token=" + TOKEN;
    String bearer = "Authorization: Bearer " + TOKEN;
    return List.of(
        "GET " + path + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + " HTTP/2.0\nHost: x\n\n",
        "GET " + path + " HTTP/9\nHost: x\n\n",
        "GET " + path + " " + TOKEN + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + "%zz HTTP/1.1\nHost: x\n\n",
        "GET " + path + "|raw HTTP/1.1\nHost: x\n\n",
        "GET " + path + "x".repeat(70_000) + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + " HTTP/1.1\n\n",
        TOKEN + " " + path + " HTTP/1.1\nHost: x\n\n",
        "GET /feeds HTTP/1.1\nHost: x\n" + bearer + "\n\n",
        "GET /feeds HTTP/1.1\nHost: x\nNo colon " + TOKEN + "\n\n",
        "GET /feeds HTTP/1.1\nHost: x\n" + bearer + "\u0000\n\n",
        "GET /feeds HTTP/2.0\nHost: x\n" + bearer + "\n\n",
        "POST /feeds HTTP/1.1\nHost: x\nContent-Length: " + TOKEN + "\n\n",
        "POST /feeds HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n" + TOKEN + "\n");
  }

  /** Sends a request and reads the beginning of the answer, if there is one. */
  private static void send(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
      socket.getInputStream().read();
    } catch (java.net.SocketException e) {
      // the server may close the connection at once
    }
  }
}
