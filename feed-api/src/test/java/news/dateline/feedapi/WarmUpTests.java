package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.DefaultApplicationArguments;

class WarmUpTests {
  /** Long enough for any machine, and shorter than the kernel repeats a packet. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  static List<Supplier<WarmUpFeed>> failures() {
    return List.of(
        () -> {
          throw new IllegalStateException("no port");
        },
        () -> {
          throw new NoClassDefFoundError("a class");
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anApplicationStartsWhateverTheFailureOfItsWarmUp(Supplier<WarmUpFeed> failure) {
    WarmUp warmUp = new WarmUp(Duration.ofSeconds(1), failure);

    warmUp.run(new DefaultApplicationArguments());

    assertThat(warmUp.rounds()).isZero();
  }

  @Test
  void aWarmUpEndsInTimeIfItsRequestsAreNotAnswered() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, server.getLocalPort());
      long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
      try (WarmUpClient client = new WarmUpClient(address, "/", "Accept: */*", end)) {
        assertTimeoutPreemptively(
            TIMEOUT,
            () ->
                assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client.readTo("event")));
      }
    }
  }

  @Test
  void aWarmUpEndsInTimeIfItsConnectionsAreNotAccepted() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<SocketChannel> queued = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, server.getLocalPort());
      for (int i = 0; i < 8; i++) {
        SocketChannel connection = SocketChannel.open();
        connection.configureBlocking(false);
        connection.connect(address);
        queued.add(connection);
      }
      long end = System.nanoTime() + Duration.ofMillis(500).toNanos();

      assertTimeoutPreemptively(
          TIMEOUT,
          () ->
              assertThatExceptionOfType(SocketTimeoutException.class)
                  .isThrownBy(() -> new WarmUpClient(address, "/", "Accept: */*", end)));
    } finally {
      for (SocketChannel connection : queued) {
        connection.close();
      }
    }
  }
}
