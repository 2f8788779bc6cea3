package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import org.junit.jupiter.api.Test;

class RawHttpIT {
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @Test
  void isChunkedInHttp11ToTheEnd() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("wire", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    replica.json("/feeds/wire?min=aaaa-2");

    try (RawHttpConnection connection =
        RawHttpConnection.to(replica)
            .send("GET /feeds/wire/stream?after=aaaa-1 HTTP/1.1\nHost: x\n\n")) {
      assertThat(connection.head()).startsWith("HTTP/1.1 200").contains("chunked");
      assertThat(connection.chunk()).startsWith("retry: ").contains("id: aaaa-2\nevent: item\n");
      state.write(feed.updated("a", 3, 2, 0));
      assertThat(connection.nextEvents()).startsWith("id: aaaa-3\n").endsWith("}\n\n");
      state.write(feed.closedOff(4));
      assertThat(connection.nextEvents()).contains("event: busy");
      assertThat(connection.nextEvents()).isEmpty();
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void isUnframedInHttp10() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("old", "aaaa");
    state.write(feed.opened(1), feed.published("a", 2, 0));
    replica.json("/feeds/old?min=aaaa-2");

    try (RawHttpConnection connection =
        RawHttpConnection.to(replica).send("GET /feeds/old/stream?after=aaaa-1 HTTP/1.0\n\n")) {
      assertThat(connection.head()).contains(" 200 ").doesNotContain("chunked");
      assertThat(connection.until("event: item\n"))
          .startsWith("retry: ")
          .endsWith("id: aaaa-2\nevent: item\n");
      state.write(feed.closedOff(3));
      assertThat(connection.rest()).startsWith("data: ").endsWith("\n\n");
    }
  }

  @Test
  void aClientThatSendsOnAnOpenStreamIsDisconnected() throws Exception {
    try (RawHttpConnection connection =
        RawHttpConnection.to(replica).send("GET /feeds/first/stream HTTP/1.1\nHost: x\n\n")) {
      connection.head();
      connection.chunk();

      connection.send("GET / HTTP/1.1\nHost: x\n\n");

      assertThat(closes(connection)).isTrue();
    }
  }

  private static boolean closes(RawHttpConnection connection) throws Exception {
    try {
      return !connection.rest().contains("HTTP/1.1");
    } catch (SocketException e) {
      return true;
    }
  }
}
