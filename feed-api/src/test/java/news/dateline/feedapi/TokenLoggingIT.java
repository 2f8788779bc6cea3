package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import news.dateline.feedapi.PartnerState.Issued;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TokenLoggingIT {
  private static final FeedApiInstance REPLICA = FeedApiInstance.other();

  private final AllLogEvents logged = new AllLogEvents();

  /** Collects the messages and stack traces of all loggers at their configured levels. */
  private static final class AllLogEvents extends AppenderBase<ILoggingEvent> {
    private final StringBuffer lines = new StringBuffer();

    @Override
    protected void append(ILoggingEvent event) {
      lines.append(event.getFormattedMessage()).append('\n');
      if (event.getThrowableProxy() != null) {
        lines.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  @BeforeEach
  void listen() {
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(logged);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void noTokenIsLogged() throws Exception {
    Issued partner = PartnerState.member("p-silent");
    String token = partner.streamToken(REPLICA);
    String path = "/feeds/members/stream?token=" + token;

    RawHttpConnection.open(REPLICA, path).close();
    RawHttpConnection.firstEventsOf(REPLICA, path + "x");
    REPLICA.get("/feeds/none/stream?token=" + token);
    REPLICA.get("/feeds/members?token=" + token);
    REPLICA.get("/nowhere?token=" + token);
    REPLICA.get("/feeds/members/stream?after=nonsense&token=" + token);
    REPLICA.request("DELETE", path, "Authorization", partner.bearer());
    sendUndecodable(path, token);
    partner.revoke();
    await()
        .until(
            () ->
                REPLICA.get("/feeds/members", "Authorization", partner.bearer()).statusCode()
                    == 401);

    // Netty repeats what it cannot decode in capitals
    assertThat(logged.lines.toString())
        .doesNotContainIgnoringCase(token, partner.token(), "token=");
    assertThat(REPLICA.management("/actuator/prometheus").body()).doesNotContain(token);
  }

  private static void sendUndecodable(String path, String token) throws Exception {
    for (String head :
        List.of(
            "GET " + path + " " + token + " HTTP/1.1",
            "GET " + path + " HTTP/9",
            "GET " + path + "%zz HTTP/1.1",
            "GET " + path + "x".repeat(10_000) + " HTTP/1.1",
            token + " " + path + " HTTP/1.1",
            "GET " + path + " HTTP/1.1\nNo colon " + token)) {
      try (RawHttpConnection connection =
          RawHttpConnection.to(REPLICA).send(head + "\nHost: x\n\n")) {
        connection.head();
      }
    }
  }
}
