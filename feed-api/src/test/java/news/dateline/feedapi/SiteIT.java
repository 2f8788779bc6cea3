package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How pages are delivered, found and shared. */
class SiteIT {
  private static final FeedStateSamples SITE = FeedStateSamples.of("site", "aaaa");
  private static final String PREVIEW = "facebookexternalhit/1.1";

  /** What a page loads without its reader doing anything, as a browser asks for it. */
  private static final Pattern LOADED =
      Pattern.compile("(?:href|src)=\"(/assets/[^\"]+\\.(?:css|js))\"");

  /** What the page's script loads at once. */
  private static final List<String> BY_SCRIPT =
      List.of("/worker.js", "/connection.js", "/since.js");

  private static FeedApiInstance replica;

  @BeforeAll
  static void start() throws Exception {
    FeedState.shared();
    FeedState.shared().write(SITE.opened(1), SITE.published("a", 2, 0), SITE.published("b", 3, 5));
    FeedState.shared().write(SITE.retracted("b", 4, 3, 5));
    FeedState.shared().write(FeedStateSamples.of("site-partners", "aaaa").forPartners(1));
    replica =
        FeedApiInstance.start(
                TestBroker.shared().bootstrapServers(),
                "--dateline.site.public-url=https://live.example.org",
                "--dateline.site.preview-agents=facebookexternalhit,Our Bot")
            .ready();
    replica.json("/feeds/site?min=aaaa-4");
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @Test
  void aLinkPreviewGetsAPageThatNoSharedCacheMayStore() throws Exception {
    for (String path : List.of("/feeds/site", "/feeds/site/items/a", "/")) {
      for (String agent : List.of(PREVIEW, "Mozilla/5.0 (compatible; our bot/2)")) {
        HttpResponse<String> page = replica.get(path, "User-Agent", agent, "Accept", "*/*");

        assertThat(page.body()).as(path).contains("property=\"og:title\"");
        assertThat(page.headers().firstValue("Cache-Control")).contains("private, no-cache");
      }
    }
    assertThat(replica.get("/feeds/site", "User-Agent", PREVIEW).body()).contains("og:title");
  }

  @Test
  void anyTypeStaysJsonForAllOtherClients() throws Exception {
    for (String[] headers :
        List.of(
            new String[] {"Accept", "*/*"},
            new String[] {"User-Agent", PREVIEW, "Accept", "application/json"})) {
      HttpResponse<String> answer = replica.get("/feeds/site", headers);

      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).startsWith("public");
    }
  }

  @Test
  void aLinkPreviewOfARetractedItemShowsNothingOfIt() throws Exception {
    HttpResponse<String> page = replica.get("/feeds/site/items/b", "User-Agent", PREVIEW);

    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body()).doesNotContain("Title of b");
  }

  @Test
  void sitemapsListThePagesOfPublicFeedsWithoutRetractedItems() throws Exception {
    String feeds = replica.get("/sitemap.xml").body();
    HttpResponse<String> feed = replica.get("/feeds/site/sitemap.xml");

    assertThat(feeds)
        .contains("<loc>https://live.example.org/feeds/site/sitemap.xml</loc>")
        .doesNotContain("site-partners");
    assertThat(feed.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/xml");
    assertThat(feed.body())
        .contains(
            "<loc>https://live.example.org/feeds/site</loc>",
            "<loc>https://live.example.org/feeds/site/days</loc>",
            "<loc>https://live.example.org/feeds/site?day=2025-02-04</loc>",
            "<loc>https://live.example.org/feeds/site/items/a</loc>")
        .doesNotContain("items/b");
    assertThat(replica.get("/feeds/site-partners/sitemap.xml").statusCode()).isEqualTo(401);
    assertThat(replica.get("/robots.txt").body())
        .contains("Sitemap: https://live.example.org/sitemap.xml", "Disallow: /feeds/*/stream");
  }

  @Test
  void withoutAPublicUrlThereIsNoSitemapAndCanonicalAddressesArePaths() throws Exception {
    FeedApiInstance unnamed = FeedApiInstance.shared();

    assertThat(unnamed.get("/sitemap.xml").statusCode()).isEqualTo(404);
    assertThat(unnamed.get("/robots.txt").body()).doesNotContain("Sitemap");
    assertThat(unnamed.get("/feeds/site?min=aaaa-4", "Accept", "text/html").body())
        .contains("rel=\"canonical\" href=\"/feeds/site\"")
        .doesNotContain("og:url");
  }

  @Test
  void aFeedCanBeInstalled() throws Exception {
    JsonNode manifest =
        Json.mapper().readTree(replica.get("/feeds/site/manifest.webmanifest").body());

    assertThat(manifest.get("name").asString()).isEqualTo("World");
    assertThat(manifest.get("start_url").asString()).isEqualTo("/feeds/site");
    assertThat(manifest.get("dir").asString()).isEqualTo("ltr");
    assertThat(manifest.get("icons").findValuesAsString("sizes"))
        .containsExactly("any", "192x192", "512x512");
    for (JsonNode icon : manifest.get("icons")) {
      assertThat(replica.get(icon.get("src").asString()).headers().firstValue("Content-Type"))
          .contains(icon.get("type").asString());
    }
  }

  @Test
  void filesAreCompressedForClientsThatAcceptIt() throws Exception {
    HttpResponse<byte[]> plain = replica.bytes("/assets/page.css");
    HttpResponse<byte[]> gzip = replica.bytes("/assets/page.css", "Accept-Encoding", "br, gzip");

    assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(gzip.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(gzip.body().length).isLessThan(plain.body().length / 3);
    assertThat(gzip.headers().firstValue("ETag")).isNotEqualTo(plain.headers().firstValue("ETag"));
    // modules of a page in a sandboxed frame are loaded from an origin of its own
    assertThat(plain.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void thePageOfFortyHeadlinesTakesAtMostTwentyKilobytes() throws Exception {
    FeedStateSamples feed = FeedStateSamples.of("bytes", "aaaa");
    FeedState.shared().write(feed.opened(1));
    for (int i = 0; i < 40; i++) {
      FeedState.shared().write(SampleHeadlines.item(feed, i));
    }
    replica.json("/feeds/bytes?min=aaaa-41");
    HttpResponse<byte[]> page =
        replica.bytes("/feeds/bytes", "Accept", "text/html", "Accept-Encoding", "gzip");
    String html = replica.get("/feeds/bytes", "Accept", "text/html").body();
    assertThat(html.split("id=\"item-", -1)).hasSize(41);
    assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");

    int bytes = page.body().length;
    List<String> files =
        LOADED.matcher(html).results().map(match -> match.group(1)).distinct().toList();
    String base = files.get(0).substring(0, files.get(0).lastIndexOf('/'));
    for (String file :
        Stream.concat(files.stream(), BY_SCRIPT.stream().map(base::concat)).toList()) {
      HttpResponse<byte[]> answer = replica.bytes(file, "Accept-Encoding", "gzip");
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      bytes += answer.body().length;
    }

    assertThat(files).hasSizeGreaterThan(5);
    assertThat(bytes).isLessThanOrEqualTo(20 * 1024);
  }
}
