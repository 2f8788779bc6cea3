package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import news.dateline.feedapi.PartnerState.Issued;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnersIT {
  private final FeedState state = FeedState.shared();
  private final FeedApiInstance replica = FeedApiInstance.shared();

  @ParameterizedTest
  @ValueSource(strings = {"", "/items/a", "/changes?after=aaaa-1", "/stream", "/items/none"})
  void aFeedForPartnersRequiresATokenForIt(String path) throws Exception {
    Issued own = partnerOf("paid");
    Issued other = partnerOf("other");

    for (String[] headers : List.of(new String[0], authorization("x"), authorization("Bearer x"))) {
      HttpResponse<String> refused = replica.get("/feeds/paid" + path, headers);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    }
    assertThat(replica.get("/feeds/paid" + path, authorization(other.bearer())).statusCode())
        .isEqualTo(403);
    if (!path.equals("/stream")) {
      assertThat(replica.get("/feeds/paid" + path, authorization(own.bearer())).statusCode())
          .isEqualTo(path.endsWith("none") ? 404 : 200);
    }
  }

  @Test
  void sharedCachesMayNotStoreAFeedForPartners() throws Exception {
    Issued partner = partnerOf("kept");

    HttpResponse<String> paid = replica.get("/feeds/kept", authorization(partner.bearer()));
    HttpResponse<String> open = replica.get("/feeds/first", authorization(partner.bearer()));

    assertThat(paid.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(paid.headers().firstValue("Vary").orElseThrow()).contains("Authorization");
    assertThat(open.headers().firstValue("Cache-Control").orElseThrow()).startsWith("public");
    String etag = paid.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same =
        replica.get("/feeds/kept", "Authorization", partner.bearer(), "If-None-Match", etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.headers().firstValue("Cache-Control")).contains("private, no-cache");
  }

  @Test
  void aFeedForPartnersIsListedOnlyForThem() throws Exception {
    Issued partner = partnerOf("listed");

    HttpResponse<String> all = replica.get("/feeds");
    HttpResponse<String> own = replica.get("/feeds", authorization(partner.bearer()));

    assertThat(all.body()).contains("\"first\"").doesNotContain("\"listed\"");
    assertThat(own.body()).contains("\"first\"", "\"listed\"");
    assertThat(own.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(replica.get("/feeds", authorization("Bearer no")).statusCode()).isEqualTo(401);
    assertThat(replica.get("/", "Authorization", partner.bearer(), "Accept", "text/html").body())
        .doesNotContain("/feeds/listed");
  }

  private static String[] authorization(String value) {
    return new String[] {"Authorization", value};
  }

  /** Opens the feed for partners and issues a token for it. */
  private Issued partnerOf(String feed) throws Exception {
    FeedStateSamples changes = FeedStateSamples.of(feed, "aaaa");
    state.write(changes.forPartners(1), changes.published("a", 2, 0));
    Issued issued = PartnerState.issue("p-" + feed + "-" + System.nanoTime(), feed);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        replica
                            .get("/feeds/" + feed + "?min=aaaa-2", authorization(issued.bearer()))
                            .statusCode())
                    .isEqualTo(200));
    return issued;
  }
}
