package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.feedapi.PartnerState.Issued;
import org.junit.jupiter.api.Test;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

class RevocationIT {
  private static final FeedApiInstance ONE = FeedApiInstance.shared();
  private static final FeedApiInstance TWO = FeedApiInstance.other();

  @Test
  void aRevokedTokenEndsItsStreamsOnAllReplicasAndOpensNoMore() throws Exception {
    Issued partner = PartnerState.member("p-revoked");
    Issued stays = PartnerState.member("p-stays");
    String token = partner.streamToken(ONE);
    try (RawHttpConnection byHeader =
            RawHttpConnection.open(
                ONE, "/feeds/members/stream", "Authorization", partner.bearer());
        RawHttpConnection byToken =
            RawHttpConnection.open(TWO, "/feeds/members/stream?token=" + token);
        RawHttpConnection other =
            RawHttpConnection.open(TWO, "/feeds/members/stream", "Authorization", stays.bearer())) {
      partner.revoke();

      assertThat(byHeader.nextEvents()).matches(RawHttpConnection.REVOKED);
      assertThat(byToken.nextEvents()).matches(RawHttpConnection.REVOKED);
      assertThat(byHeader.chunk()).isEmpty();
      assertThat(other.chunk()).contains("event: at");
    }
    for (FeedApiInstance replica : List.of(ONE, TWO)) {
      assertThat(replica.get("/feeds/members", "Authorization", partner.bearer()).statusCode())
          .isEqualTo(401);
      assertThat(RawHttpConnection.firstEventsOf(replica, "/feeds/members/stream?token=" + token))
          .matches(RawHttpConnection.REVOKED);
    }
  }

  @Test
  void aRevokedTokenEndsAStreamOverHttp2() throws Exception {
    Issued partner = PartnerState.member("p-revoked-h2");
    partner.knownTo(ONE);
    StringBuffer read = new StringBuffer();
    HttpClient client =
        HttpClient.create()
            .protocol(HttpProtocol.H2C)
            .headers(headers -> headers.set("Authorization", partner.bearer()));
    CompletableFuture<Void> ended = ONE.follow(client, "/feeds/members/stream", read);
    await().until(() -> read.indexOf("event: at") >= 0);

    partner.revoke();

    assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
    assertThat(read.toString()).matches("(?s).*" + RawHttpConnection.REVOKED);
  }

  @Test
  void aRevokedPartnerStaysRevokedWhenAnOlderRecordFollows() throws Exception {
    Issued partner = PartnerState.member("p-back");
    partner.revoke();
    for (FeedApiInstance replica : List.of(ONE, TWO)) {
      await().until(() -> status(replica, partner) == 401);
    }

    partner.write();

    await()
        .during(Duration.ofSeconds(1))
        .until(() -> status(ONE, partner) == 401 && status(TWO, partner) == 401);
  }

  private static int status(FeedApiInstance replica, Issued partner) throws Exception {
    return replica.get("/feeds/members", "Authorization", partner.bearer()).statusCode();
  }

  @Test
  void anExpiredTokenEndsItsStreams() throws Exception {
    PartnerState.openMembers();
    Issued partner =
        PartnerState.issue(
            "p-expires",
            PartnerState.profile("Brief", null, Instant.now().plusSeconds(5), "members"));
    partner.knownTo(ONE);
    try (RawHttpConnection connection =
        RawHttpConnection.open(ONE, "/feeds/members/stream", "Authorization", partner.bearer())) {
      assertThat(connection.nextEvents()).matches(RawHttpConnection.REVOKED);
    }
    assertThat(ONE.get("/feeds/members", "Authorization", partner.bearer()).statusCode())
        .isEqualTo(401);
  }
}
