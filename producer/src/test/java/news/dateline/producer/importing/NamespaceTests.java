package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.Author;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces of XML that publishers misspell. */
class NamespaceTests {
  private static final String ITEM =
      "<item><guid isPermaLink='false'>1</guid><title>Pier</title><dc:creator>Ann</dc:creator>"
          + "<dcterms:created>2025-02-04T10:00:00Z</dcterms:created>"
          + "<content:encoded>&lt;p&gt;One.&lt;/p&gt;</content:encoded>"
          + "<media:thumbnail url='https://n.example/1.jpg'/></item>";

  @Test
  @Timeout(5)
  void thatAreLongAreNotComparedForEachElement() {
    String document =
        "<rss xmlns='"
            + "x".repeat(1_000_000)
            + "'><channel>"
            + "<a/>".repeat(100_000)
            + "</channel></rss>";

    assertThat(Imports.items(document.getBytes(UTF_8), null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://purl.org/dc/elements/1.1/,http://purl.org/rss/1.0/modules/content/,http://purl.org/dc/terms/,http://search.yahoo.com/mrss/",
    "https://purl.org/dc/elements/1.1/,https://purl.org/rss/1.0/modules/content/,https://purl.org/dc/terms/,https://search.yahoo.com/mrss/",
    "http://purl.org/dc/elements/1.1,http://purl.org/rss/1.0/modules/content,http://purl.org/dc/terms,https://search.yahoo.com/mrss",
    "HTTP://PURL.org/DC/elements/1.1/,http://purl.org/RSS/1.0/modules/content/,http://purl.org/DC/terms/,http://search.yahoo.com/MRSS/"
  })
  void areKnownWhateverTheirSchemeCaseAndLastSlash(
      String dc, String content, String terms, String media) {
    ItemContent item =
        event(
                "<rss xmlns:dc='%s' xmlns:content='%s' xmlns:dcterms='%s' xmlns:media='%s'><channel>"
                        .formatted(dc, content, terms, media)
                    + ITEM
                    + "</channel></rss>")
            .item();

    assertThat(item.body()).isEqualTo("<p>One.</p>");
    assertThat(item.authors()).containsExactly(new Author("Ann", null));
    assertThat(item.publishedAt()).isEqualTo(Instant.parse("2025-02-04T10:00:00Z"));
    assertThat(item.image()).isNotNull();
  }

  @Test
  void ofAtomAndPodcastsAreKnownToo() {
    String entry = "<a:entry><a:id>1</a:id><a:title>Pier</a:title></a:entry>";
    String atom = "<a:feed xmlns:a='https://www.w3.org/2005/atom'>" + entry + "</a:feed>";
    String podcast =
        "<rss xmlns:itunes='http://www.itunes.com/DTDs/Podcast-1.0.dtd'><channel><item><title>Pier"
            + "</title><itunes:author>Ann</itunes:author></item></channel></rss>";

    assertThat(event(atom).item().title()).isEqualTo("Pier");
    assertThat(event(podcast).item().authors()).containsExactly(new Author("Ann", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " xmlns:rss='http://purl.org/rss/1.0/'"})
  void ofRssMayHaveAPrefixAlsoOneThatIsNotDeclared(String namespace) {
    String item = "<rss:item><rss:title>Pier</rss:title></rss:item>";
    String document = "<rss" + namespace + "><channel>" + item + "</channel></rss>";

    assertThat(event(document).item().title()).isEqualTo("Pier");
  }

  @Test
  void ofOthersStayForeignOnAUsualPrefix() {
    String item =
        event("<rss xmlns:content='https://n.example/other/'><channel>" + ITEM + "</channel></rss>")
            .item()
            .body();

    assertThat(item).isNull();
  }

  /** Earlier builds did not know the namespace, and recorded what they read. */
  @Test
  void thatAreMisspelledChangeNeitherDigestNorId() {
    String items =
        "<item><title>Pier</title><pubDate>Tue, 04 Feb 2025 21:45:00 GMT</pubDate>"
            + "<atom:id>urn:9</atom:id><dc:title>x</dc:title></item>";
    String undated = "<item><title>Pier</title><dc:date>2025-02-04T10:00:00Z</dc:date></item>";

    assertThat(event(foreign(items, "https://www.w3.org/2005/Atom")).id())
        .isEqualTo(event(foreign(items, "https://n.example/")).id());
    assertThat(event(foreign(items, "https://www.w3.org/2005/Atom")).digest())
        .isEqualTo(event(foreign(items, "https://n.example/")).digest());
    assertThat(event(foreign(undated, "https://purl.org/dc/elements/1.1/")).id())
        .isEqualTo(event(foreign(undated, "https://n.example/")).id());
  }

  private static String foreign(String items, String namespace) {
    return "<rss xmlns:atom='%s' xmlns:dc='%s'><channel>".formatted(namespace, namespace)
        + items
        + "</channel></rss>";
  }

  private static ItemImported event(String document) {
    return ((SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), null).get(0)).event();
  }
}
