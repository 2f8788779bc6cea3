package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every port answers to requests that no handler of its application gets to see. */
public abstract class UndecodableRequestsContract {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

  /** Returns the port under test. */
  protected abstract int port();

  static Stream<Arguments> requests() {
    String much = "x".repeat(20_000);
    return Stream.of(
        Arguments.of("GET /%zz HTTP/1.1\nHost: x\n\n", 400, "bad-request"),
        Arguments.of("GET /a|b HTTP/1.1\nHost: x\n\n", 400, "bad-request"),
        Arguments.of("GET / HTTP/1.1\nHost: x y\n\n", 400, "bad-request"),
        Arguments.of("GET / HTTP/1.1\nHost: x\nBad Name: y\n\n", 400, "bad-request"),
        Arguments.of("GET / HTTP/2.0\nHost: x\n\n", 400, "bad-request"),
        Arguments.of("GET /" + much + " HTTP/1.1\nHost: x\n\n", 414, "uri-too-long"),
        Arguments.of(
            "GET / HTTP/1.1\nHost: x\nX-Long: " + much + "\n\n",
            431,
            "request-header-fields-too-large"),
        Arguments.of("GET / HTTP/1.1\n\n", 400, "bad-request"),
        Arguments.of("GET / HTTP/1.1\nHost: x\nHost: y\n\n", 400, "bad-request"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestThatCannotBeDecodedIsAnsweredWithAProblemDocument(
      String request, int status, String word) throws IOException {
    String answer = answer(request);

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("\r\ncontent-type: application/problem+json")
        .contains("\"type\":\"urn:dateline:problem:" + word + "\"", "\"status\":" + status);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void theAnswersOfAConnectionKeepTheirOrder(String request, int status, String word)
      throws IOException {
    try (Socket socket = connect()) {
      send(socket, "GET /nowhere HTTP/1.1\nHost: x\n\n" + request);

      assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 40").doesNotContain(word);
      assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 " + status).contains(word);
    }
  }

  private String answer(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return read(socket.getInputStream());
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  /** Reads one answer with its body. */
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
    }
    Matcher length = LENGTH.matcher(head.toString(ISO_8859_1));
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head.toString(ISO_8859_1) + new String(in.readNBytes(body), ISO_8859_1);
  }
}
