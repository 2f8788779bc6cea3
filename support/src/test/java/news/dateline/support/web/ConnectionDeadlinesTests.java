package news.dateline.support.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class ConnectionDeadlinesTests {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void theKernelClosesAnHttp2ConnectionWhosePeerAcknowledgesNothing() {
    // epoll runs everywhere these tests do
    assertThat(
            optionOfRequest(HttpProtocol.H2C, Channel::parent, EpollChannelOption.TCP_USER_TIMEOUT))
        .isEqualTo(2_000);
  }

  @Test
  void theKernelKeepsFewBytesThatItCannotSend() {
    assertThat(
            optionOfRequest(
                HttpProtocol.HTTP11, channel -> channel, EpollChannelOption.TCP_NOTSENT_LOWAT))
        .isEqualTo(16 * 1024L);
  }

  /** Returns a socket option of the server's side of a connection, read while it is open. */
  private static <T> T optionOfRequest(
      HttpProtocol protocol, UnaryOperator<Channel> socket, ChannelOption<T> option) {
    ConnectionDeadlines deadlines =
        new ConnectionDeadlines(LONG, LONG, Duration.ofSeconds(2), () -> {});
    AtomicReference<T> value = new AtomicReference<>();
    DisposableServer server =
        deadlines
            .apply(HttpServer.create())
            .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
            .host("127.0.0.1")
            .handle(
                (request, response) ->
                    response
                        .withConnection(
                            connection -> {
                              Channel open = socket.apply(connection.channel());
                              value.set(open.config().getOption(option));
                            })
                        .sendString(Mono.just("answer")))
            .bindNow();
    HttpClient.newConnection()
        .protocol(protocol)
        .get()
        .uri("http://127.0.0.1:" + server.port())
        .responseContent()
        .blockLast(LONG);
    server.disposeNow();
    return Objects.requireNonNull(value.get());
  }
}
