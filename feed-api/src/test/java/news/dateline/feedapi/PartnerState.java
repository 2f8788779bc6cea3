package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.Origin;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.support.token.PartnerToken;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes {@code partners} as the producer does. */
final class PartnerState {
  private static final TopicWriter WRITER = new TopicWriter(TestBroker.shared().bootstrapServers());

  private PartnerState() {}

  /** A partner and its token. */
  record Issued(Partner partner, String token) {
    String bearer() {
      return "Bearer " + token;
    }

    void revoke() {
      PartnerState.write(partner.revoked(Instant.now()));
    }

    /** Writes the record with the token again. */
    void write() {
      PartnerState.write(partner);
    }

    /** Waits until the replica has read the record. */
    Issued knownTo(FeedApiInstance replica) {
      String feed = partner.profile().feeds().get(0).value();
      await()
          .until(
              () -> replica.get("/feeds/" + feed, "Authorization", bearer()).statusCode() == 200);
      return this;
    }

    String streamToken(FeedApiInstance replica) throws IOException, InterruptedException {
      HttpResponse<String> answer =
          replica.request("POST", "/stream-tokens", "Authorization", bearer());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      JsonNode issued = Json.mapper().readTree(answer.body());
      assertThat(Instant.parse(issued.get("expiresAt").asString()))
          .isBefore(Instant.now().plusSeconds(61));
      return issued.get("token").asString();
    }
  }

  /**
   * Issues a token that both replicas have read. Without {@code feeds} it grants {@code members}.
   */
  static Issued member(String id, String... feeds) {
    openMembers();
    Issued issued = issue(id, feeds.length == 0 ? new String[] {"members"} : feeds);
    return issued.knownTo(FeedApiInstance.shared()).knownTo(FeedApiInstance.other());
  }

  /** A feed for partners with one item. */
  static void openMembers() {
    FeedStateSamples members = FeedStateSamples.of("members", "aaaa");
    FeedState.shared().write(members.forPartners(1), members.published("a", 2, 0));
  }

  static Issued issue(String id, String... feeds) {
    return issue(id, profile(id, null, null, feeds));
  }

  static Issued issue(String id, PartnerProfile profile) {
    return issue(WRITER, id, profile);
  }

  /** Issues a token on the broker of the writer. */
  static Issued issue(TopicWriter writer, String id, PartnerProfile profile) {
    PartnerToken token = PartnerToken.of(new PartnerId(id));
    Partner partner = new Partner(token.partner(), profile, token.hash(), Instant.now(), null);
    TopicWriter.await(writer.write(partner));
    return new Issued(partner, token.text());
  }

  static PartnerProfile profile(
      String name, @Nullable Integer streams, @Nullable Instant expiresAt, String... feeds) {
    return new PartnerProfile(
        name, Stream.of(feeds).map(FeedId::new).toList(), List.of(), streams, expiresAt);
  }

  static PartnerProfile on(String origin, String... feeds) {
    PartnerProfile profile = profile(origin, null, null, feeds);
    return new PartnerProfile(
        "On a site", profile.feeds(), List.of(new Origin(origin)), null, null);
  }

  private static void write(Partner partner) {
    TopicWriter.await(WRITER.write(partner));
  }
}
