package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import news.dateline.feedapi.PartnerState.Issued;
import news.dateline.testsupport.RecordedLog;
import org.junit.jupiter.api.Test;

class TokenLoggingIT {
  private static final FeedApiInstance REPLICA = FeedApiInstance.other();

  @Test
  void noTokenIsLogged() throws Exception {
    Issued partner = PartnerState.member("p-silent");
    String token = partner.streamToken(REPLICA);
    try (RecordedLog log = RecordedLog.start()) {
      use(partner, token);

      // Netty repeats what it cannot decode in capitals
      assertThat(log.text()).doesNotContainIgnoringCase(token, partner.token(), "token=");
    }
    assertThat(REPLICA.management("/actuator/prometheus").body()).doesNotContain(token);
  }

  /** Sends the token as it should be and as it should not, and revokes it. */
  private static void use(Issued partner, String token) throws Exception {
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
