package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlImportTests {
  private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

  @Test
  void readsEveryFieldOfRss() {
    SourceItem.ValidItem item =
        valid(
            rss(
                """
                <item><title>Pier &amp;amp; ferry</title><guid>urn:1</guid><link>https://n.example/1</link>
                <description>A &lt;b&gt;summary&lt;/b&gt;.</description>
                <content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>
                <pubDate>Tue, 04 Feb 2025 21:45:00 GMT</pubDate><dc:creator>Ann</dc:creator>
                <author>desk@n.example (Bo)</author><category>Port</category><category>Sea</category>
                <media:content url="https://n.example/p.jpg" medium="image" width="640" height="480">
                <media:description>The pier</media:description><media:credit>Cy</media:credit></media:content>
                </item>"""));
    ItemContent content = item.event().item();

    assertThat(item.guid()).isEqualTo("urn:1");
    assertThat(content.title()).isEqualTo("Pier & ferry");
    assertThat(content.lead()).isEqualTo("A summary.");
    assertThat(content.body()).isEqualTo("<p>One.</p><p>Two.</p>");
    assertThat(content.link()).isEqualTo("https://n.example/1");
    assertThat(content.publishedAt()).isEqualTo(Instant.parse("2025-02-04T21:45:00Z"));
    assertThat(content.authors()).containsExactly(new Author("Ann", null), new Author("Bo", null));
    assertThat(content.tags()).containsExactly("Port", "Sea");
    assertThat(content.image())
        .isEqualTo(new Image("https://n.example/p.jpg", "The pier", 640, 480, "Cy"));
  }

  @Test
  void takesTheTitleOfTheItemAndOfNothingInIt() {
    String title = "<title>Pier opens</title>";
    String others =
        "<image><title>Logo</title></image><x:product><x:title>Mug</x:title></x:product>";

    for (String members : List.of(title + others, others + title)) {
      assertThat(valid(rss("<item>" + members + "</item>")).event().item().title())
          .isEqualTo("Pier opens");
    }
  }

  @Test
  void readsRdfAndOldRss() {
    String rdf =
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            + "<channel><title>N</title></channel><item rdf:about='https://n.example/1'><title>Pier</title>"
            + "<link>https://n.example/1</link></item></rdf:RDF>";
    String old =
        "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN'"
            + " 'http://127.0.0.1:1/rss-0.91.dtd'><rss version='0.91'><channel><item><title>Pier</title>"
            + "</item></channel></rss>";

    assertThat(valid(rdf).guid()).isEqualTo("https://n.example/1");
    assertThat(valid(old).event().item().title()).isEqualTo("Pier");
  }

  @Test
  void resolvesAtomAgainstItsBase() {
    SourceItem.ValidItem item =
        valid(
            atom(
                "<entry xml:base='https://a.example/n/'><id>/x/1</id><title type='html'>A &lt;i&gt;b"
                    + "&lt;/i&gt;</title><link href='1'/><content type='xhtml'><div"
                    + " xmlns='http://www.w3.org/1999/xhtml'><p>One <a href='2'>two</a>.</p></div></content>"
                    + "<published>2025-02-04T10:00:00Z</published><updated>2025-02-04T11:00:00Z</updated>"
                    + "<author><name>Ann</name></author><category term='port'/></entry>"));

    assertThat(item.guid()).isEqualTo("/x/1");
    assertThat(item.event().item().title()).isEqualTo("A b");
    assertThat(item.event().item().link()).isEqualTo("https://a.example/n/1");
    assertThat(item.event().item().body()).contains("https://a.example/n/2").startsWith("<p>One");
    assertThat(item.event().item().tags()).containsExactly("port");
    assertThat(item.event().updatedAt()).isEqualTo(Instant.parse("2025-02-04T11:00:00Z"));
  }

  @Test
  void readsOldAtomPrefixesLeadingLinesAndEntitiesOfHtml() {
    String document =
        "\n\n<?xml version='1.0'?><atom:feed xmlns:atom='http://purl.org/atom/ns#'><atom:entry>"
            + "<atom:id>1</atom:id><atom:title>Pier&nbsp;opens &amp; more &mdash; AT&T</atom:title>"
            + "<atom:issued>2025-02-04T10:00:00Z</atom:issued></atom:entry></atom:feed>";

    assertThat(valid(document).event().item().title()).isEqualTo("Pier\u00A0opens & more — AT&T");
  }

  @Test
  void readsWhereADocumentGoesOnIfThatIsAnAddress() {
    assertThat(notes(atom("<link rel='next' href='https://a.example/2'/>")))
        .containsExactly(new SourceNote("next_url", "https://a.example/2"));
    assertThat(notes(atom("<link rel='next' href='/etc/hostname'/>")))
        .containsExactly(
            new SourceNote("document", "has a next page at an address that is unknown"));
  }

  private static List<SourceNote> notes(String document) {
    return Imports.context(document.getBytes(UTF_8), null, Map.of()).notes();
  }

  @Test
  void decodesTheTitleOfAnEntryOnce() {
    String entry = "<entry><title type='html'>AT&amp;amp;T &amp;lt;b&amp;gt;</title></entry>";

    assertThat(valid(atom(entry)).event().item().title()).isEqualTo("AT&T <b>");
    String twice = "<entry><title type='html'>&amp;amp;lt;b&amp;amp;gt;</title></entry>";
    assertThat(valid(atom(twice)).event().item().title()).isEqualTo("&lt;b&gt;");
  }

  @Test
  void saysThatItDroppedWhatXmlCannotCarry() {
    assertThat(notes(rss("<item><title>a\u0001b</title></item>")))
        .extracting(SourceNote::field)
        .containsExactly("document");
  }

  @Test
  @Timeout(5)
  void hostileDocumentsAreRefusedOrReadAtOnce() {
    List<String> hostile =
        List.of(
            "<rss>" + "<channel>".repeat(50_000),
            "<!-- a -->".repeat(50_000) + "<rss/>",
            "<rss><channel><item><title>a" + "<!--".repeat(50_000),
            "<rss><channel><item><description>"
                + ".".repeat(200_000)
                + "a</description></item></channel></rss>",
            "<rss><channel><item><title>a</title><author>"
                + "@".repeat(200_000)
                + "</author></item></channel></rss>",
            "<rss><channel><item>" + "<a/>".repeat(100_000) + "</item></channel></rss>",
            "<rss><channel>" + "<a/>".repeat(100_000) + "</channel></rss>",
            "<rss>" + "&".repeat(200_000) + "</rss>");
    for (String document : hostile) {
      try {
        items(document.getBytes(UTF_8), null);
      } catch (ProblemException refused) {
        assertThat(refused.type()).isEqualTo(ProblemType.BAD_JSON);
      }
    }
  }

  @Test
  void readsUtf16WithoutAMarkByTheHeaderAndRefusesNul() {
    byte[] document = rss("<item><title>Київ</title></item>").getBytes(UTF_16LE);

    assertThat(title(document, "text/xml; charset=utf-16le")).isEqualTo("Київ");
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> items(document, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><channel/></rss>",
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>",
        "<rss><channel><item>",
        "<rss></channel>",
        "<!DOCTYPE rss [",
        ""
      })
  void refusesEntitiesAndWhatIsNoXml(String document) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> items(document.getBytes(UTF_8), null))
        .matches(problem -> problem.type() == ProblemType.BAD_JSON);
  }

  @Test
  void refusesAPageAsADocument() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> items("<html><body>x</body></html>".getBytes(UTF_8), null))
        .matches(problem -> problem.type() == ProblemType.INVALID);
  }

  @Test
  void readsTheEncodingOfMarkThenHeaderThenDeclaration() {
    String document =
        "<?xml version='1.0' encoding='windows-1251'?>" + rss("<item><title>Пірс</title></item>");

    assertThat(title(document.getBytes(WINDOWS_1251), null)).isEqualTo("Пірс");
    assertThat(title(document.getBytes(UTF_8), "text/xml; charset=utf-8")).isEqualTo("Пірс");
    assertThat(title(("\uFEFF" + document).getBytes(UTF_8), "text/xml; charset=windows-1251"))
        .isEqualTo("Пірс");
    assertThat(title(document.getBytes(UTF_16), null)).isEqualTo("Пірс");
  }

  @Test
  void readsBytesWithoutLabelThatAreNotUtf8AsWindows1252AndSaysSo() {
    byte[] document =
        rss("<item><title>Café</title></item>").getBytes(Charset.forName("windows-1252"));

    assertThat(title(document, null)).isEqualTo("Café");
    assertThat(Imports.context(document, null, Map.of()).notes())
        .extracting(SourceNote::field)
        .containsExactly("document");
  }

  @Test
  void refusesBytesThatFitNoLabel() {
    byte[] document =
        "<?xml version='1.0' encoding='utf-8'?><rss>\u00e9</rss>"
            .getBytes(Charset.forName("ISO-8859-1"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> items(document, "text/xml; charset=utf-8"))
        .withMessage("the body is not UTF-8");
  }

  private static String title(byte[] document, @Nullable String contentType) {
    return ((SourceItem.ValidItem) items(document, contentType).get(0)).event().item().title();
  }

  private static SourceItem.ValidItem valid(String document) {
    return (SourceItem.ValidItem) items(document.getBytes(UTF_8), null).get(0);
  }

  private static List<SourceItem> items(byte[] document, @Nullable String contentType) {
    return Imports.items(document, contentType);
  }

  private static String rss(String items) {
    return "<rss version='2.0'><channel><title>N</title>" + items + "</channel></rss>";
  }

  private static String atom(String entries) {
    return "<feed xmlns='http://www.w3.org/2005/Atom'><title>N</title>" + entries + "</feed>";
  }
}
