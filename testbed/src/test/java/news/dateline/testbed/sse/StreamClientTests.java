package news.dateline.testbed.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.dateline.client.ServerSentEvent;
import org.junit.jupiter.api.Test;

class StreamClientTests {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private final class Recorder implements StreamListener {
    @Override
    public void opened(StreamConnection connection) {
      events.add("opened");
    }

    @Override
    public void refused(int status) {
      events.add("refused " + status);
    }

    @Override
    public void silent() {
      events.add("silent");
    }

    @Override
    public void closed() {
      events.add("closed");
    }

    @Override
    public void event(ServerSentEvent event) {
      events.add(event.type());
    }

    @Override
    public void retry(long millis) {
      events.add("retry");
    }

    @Override
    public void protocolViolation(String what) {
      events.add(what);
    }
  }

  @Test
  void closesAConnectionWithoutAByteWithinTheAllowedTime() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StreamClient client = new StreamClient(1)) {
      URI uri = URI.create("http://127.0.0.1:" + mute.getLocalPort() + "/");
      client.open(
          client.loop(),
          new ConnectOptions(uri, Map.of(), null, 0, Duration.ofMillis(300)),
          new Recorder());
      await().untilAsserted(() -> assertThat(events).containsExactly("silent", "closed"));
    }
  }
}
