package news.dateline.producer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;

/** Sends requests from a given address of the loopback interface, which Java's client cannot. */
final class LoopbackClient implements Closeable {
  private final Socket socket = new Socket();
  private final InputStream in;
  private byte[] body = {};

  LoopbackClient(ProducerFixture producer, String address) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", producer.port("local.server.port")));
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns the body of the answer. */
  JsonNode get(String path, String header) throws IOException {
    send("GET " + path, "", List.of(header));
    return Json.mapper().readTree(body);
  }

  /** Returns the status of the answer. */
  int send(String methodAndPath, String json, List<String> headers) throws IOException {
    byte[] content = json.getBytes(UTF_8);
    StringBuilder head = new StringBuilder(methodAndPath + " HTTP/1.1\r\nHost: desk\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (content.length > 0) {
      head.append("Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
    byte[] request = new byte[start.length + content.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(content, 0, request, start.length, content.length);
    socket.getOutputStream().write(request);
    return readAnswer();
  }

  private int readAnswer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    body = in.readNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the producer has closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
