package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import news.dateline.feedapi.PartnerState.Issued;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;

/** Checks stream tokens on two replicas that do not know each other. */
class StreamTokensIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final FeedApiInstance ONE = FeedApiInstance.shared();
  private static final FeedApiInstance TWO = FeedApiInstance.other();

  @Test
  void aStreamTokenOpensAStreamOnAnyReplicaWithoutHeaders() throws Exception {
    String token = PartnerState.member("p-any").streamToken(ONE);

    for (FeedApiInstance replica : List.of(ONE, TWO)) {
      String path = "/feeds/members/stream?last=1&token=" + token;
      try (EventSource source =
          new EventSource.Builder(
                  ConnectStrategy.http(URI.create("http://127.0.0.1:" + replica.port() + path)))
              .build()) {
        MessageEvent first = source.readMessage();
        MessageEvent item = source.readMessage();
        assertThat(first.getEventName()).isEqualTo("at");
        assertThat(item.getLastEventId()).isEqualTo("aaaa-2");
      }
    }
  }

  @Test
  void aStreamTokenOpensNothingElse() throws Exception {
    String token = PartnerState.member("p-else").streamToken(ONE);

    assertThat(ONE.get("/feeds/members?token=" + token).statusCode()).isEqualTo(401);
    assertThat(ONE.get("/feeds/members/items/stream?token=" + token).statusCode()).isEqualTo(401);
    assertThat(ONE.get("/feeds/members/changes?token=" + token).statusCode()).isEqualTo(401);
    assertThat(ONE.get("/feeds/members", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
    assertThat(ONE.request("POST", "/stream-tokens?token=" + token).statusCode()).isEqualTo(401);
    assertThat(ONE.get("/feeds/other-members/stream?token=" + token).statusCode()).isEqualTo(404);
  }

  @Test
  void onlyABearerTokenOutranksAStreamToken() throws Exception {
    Issued partner = PartnerState.member("p-beside");
    String path = "/feeds/members/stream?token=" + partner.streamToken(ONE);

    for (String other : List.of("Basic eDp5", "Stream-Token x", "Negotiate", "")) {
      assertThat(RawHttpConnection.firstEventsOf(ONE, path, "Authorization", other))
          .contains("event: at");
    }
    assertThat(RawHttpConnection.firstEventsOf(ONE, path + "x", "Authorization", "Basic eDp5"))
        .matches(RawHttpConnection.REVOKED);
    assertThat(RawHttpConnection.firstEventsOf(ONE, path + "x", "Authorization", partner.bearer()))
        .contains("event: at");
    assertThat(ONE.get(path, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
  }

  @Test
  void everyFeedOfAStreamMustBeGranted() throws Exception {
    FeedState.shared().write(FeedStateSamples.of("not-hers", "aaaa").forPartners(1));
    FeedState.shared().write(FeedStateSamples.of("hers-too", "aaaa").forPartners(1));
    String token = PartnerState.member("p-two", "members", "hers-too").streamToken(ONE);

    assertThat(
            RawHttpConnection.firstEventsOf(
                TWO, "/stream?feeds=members,hers-too,first&token=" + token))
        .contains("event: at");
    assertThat(TWO.get("/stream?feeds=members,not-hers&token=" + token).statusCode())
        .isEqualTo(403);
    assertThat(TWO.get("/stream?feeds=members,hers-too").statusCode()).isEqualTo(401);
  }

  @Test
  void anExpiredOrUnknownStreamTokenIsAnsweredBusy() throws Exception {
    Issued partner = PartnerState.member("p-lapsed");
    try (FeedApiInstance brief =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(), "--dateline.access.stream-token-ttl=1s")
            .ready()) {
      String token = partner.streamToken(brief);
      await()
          .atMost(SOON)
          .until(
              () ->
                  RawHttpConnection.firstEventsOf(TWO, "/feeds/members/stream?token=" + token)
                      .matches(RawHttpConnection.REVOKED));
      assertThat(RawHttpConnection.firstEventsOf(TWO, "/feeds/first/stream?token=" + token))
          .matches(RawHttpConnection.REVOKED);
    }
    String forged = partner.streamToken(ONE).replaceFirst("\\.[0-9]+\\.", ".9999999999.");
    for (String unknown : List.of("", "x", forged, partner.token())) {
      assertThat(RawHttpConnection.firstEventsOf(TWO, "/feeds/members/stream?token=" + unknown))
          .matches(RawHttpConnection.REVOKED);
    }
  }

  @Test
  void streamsAreLimitedAndCountedPerPartner() throws Exception {
    Issued partner =
        PartnerState.issue("p-two-streams", PartnerState.profile("Two", 2, null, "members"));
    PartnerState.openMembers();
    partner.knownTo(TWO);
    try (RawHttpConnection first =
            RawHttpConnection.open(
                TWO, "/feeds/members/stream", "Authorization", partner.bearer());
        RawHttpConnection second =
            RawHttpConnection.open(
                TWO, "/feeds/members/stream", "Authorization", partner.bearer())) {
      String third =
          RawHttpConnection.firstEventsOf(
              TWO, "/feeds/members/stream?token=" + partner.streamToken(TWO));
      assertThat(third).contains("event: busy\ndata: {\"reason\":\"limits\"}");
      assertThat(TWO.management("/actuator/prometheus").body())
          .contains("dateline_partner_subscribers{partner=\"p-two-streams\"} 2.0")
          .contains("dateline_partner_lag{partner=\"p-two-streams\"} 0.0");
      first.close();
      await()
          .atMost(SOON)
          .until(
              () ->
                  RawHttpConnection.firstEventsOf(
                          TWO, "/feeds/members/stream?token=" + partner.streamToken(TWO))
                      .contains("event: at"));
      assertThat(second.chunk()).contains("event: at");
    }
  }
}
