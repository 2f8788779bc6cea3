package news.dateline.support.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class ConnectionDeadlinesTests {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicReference<Channel> channel = new AtomicReference<>();

  @Test
  void theKernelClosesAnHttp2ConnectionWhosePeerAcknowledgesNothing() {
    Channel parent = Objects.requireNonNull(channelOfRequest(HttpProtocol.H2C).parent());

    // epoll runs everywhere these tests do
    assertThat(parent.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(2_000);
  }

  @Test
  void theKernelKeepsFewBytesThatItCannotSend() {
    Channel connection = channelOfRequest(HttpProtocol.HTTP11);

    assertThat(connection.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT))
        .isEqualTo(16 * 1024L);
  }

  private Channel channelOfRequest(HttpProtocol protocol) {
    ConnectionDeadlines deadlines =
        new ConnectionDeadlines(LONG, LONG, Duration.ofSeconds(2), () -> {});
    DisposableServer server =
        deadlines
            .apply(HttpServer.create())
            .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
            .host("127.0.0.1")
            .handle(
                (request, response) ->
                    response
                        .withConnection(connection -> channel.set(connection.channel()))
                        .sendString(Mono.just("answer")))
            .bindNow();
    HttpClient client = HttpClient.newConnection().protocol(protocol);
    // the connection is looked at while it is open
    AtomicReference<Channel> seen = new AtomicReference<>();
    client
        .get()
        .uri("http://127.0.0.1:" + server.port())
        .responseContent()
        .doOnNext(part -> seen.set(channel.get()))
        .blockLast(LONG);
    server.disposeNow();
    return Objects.requireNonNull(seen.get());
  }
}
