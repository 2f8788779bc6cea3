package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in elements that declare a base of their own. */
class XmlBaseTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<link xml:base='https://b.example/n/' href='1'/>",
        "<link xml:base='n/' href='1'/>",
        "<content xml:base='n/' src='1'/>"
      })
  void aLinkOfAtomIsRelativeToTheBaseOfItsElement(String link) {
    assertThat(atom("https://b.example/", link).link()).isEqualTo("https://b.example/n/1");
  }

  @Test
  void aLinkOfRssIsRelativeToTheBaseOfItsElement() {
    String rss =
        "<rss version='2.0' xml:base='https://b.example/'><channel><item><title>t</title>"
            + "<link xml:base='n/'>1</link></item></channel></rss>";

    assertThat(content(rss).link()).isEqualTo("https://b.example/n/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<content:encoded xml:base='https://b.example/n/'>&lt;a"
            + " href='1'>m&lt;/a></content:encoded>",
        "<description xml:base='https://b.example/n/'>&lt;a href='1'>m&lt;/a></description>",
        "<x:body xmlns:x='http://www.w3.org/1999/xhtml' xml:base='https://b.example/n/'>"
            + "<x:a href='1'>m</x:a></x:body>"
      })
  void aLinkInTheContentOfRssIsRelativeToTheBaseOfItsElement(String content) {
    String rss =
        "<rss version='2.0'"
            + " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
            + "<title>t</title><link>https://a.example/p</link>%s</item></channel></rss>";

    assertThat(content(rss.formatted(content)).body()).contains("\"https://b.example/n/1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/pdf", "video/mp4"})
  void contentThatIsNoTextIsLeftOutAndNamed(String type) {
    String entry =
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title><content type='%s'>iVBORw0KGg=="
            + "</content><summary>s</summary></entry>";
    SourceItem.ValidItem item =
        (SourceItem.ValidItem)
            Imports.items(entry.formatted(type).getBytes(UTF_8), "text/xml").get(0);

    assertThat(item.event().item().body()).isNull();
    assertThat(item.event().item().lead()).isEqualTo("s");
    assertThat(item.notes()).extracting(SourceNote::field).containsExactly("body");
  }

  @Test
  void thePageOfAnAuthorAndAPictureAreRelativeToTheBaseOfTheirElement() {
    ItemContent item =
        atom(
            "https://a.example/",
            "<author xml:base='https://b.example/'><name>Ann</name><uri>ann</uri></author><link"
                + " rel='enclosure' type='image/png' xml:base='https://c.example/' href='p'/>");

    assertThat(item.authors()).containsExactly(new Author("Ann", "https://b.example/ann"));
    assertThat(item.image()).extracting(Image::url).isEqualTo("https://c.example/p");
  }

  @Test
  void theNextPageIsRelativeToTheBaseOfItsElement() {
    String feed =
        "<feed xmlns='http://www.w3.org/2005/Atom'>"
            + "<link rel='next' xml:base='https://b.example/n/' href='2'/></feed>";

    assertThat(Imports.context(feed.getBytes(UTF_8), null, Map.of()).notes())
        .containsExactly(new SourceNote("next_url", "https://b.example/n/2"));
  }

  private static ItemContent atom(String base, String members) {
    return content(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='"
            + base
            + "'><entry><id>urn:1</id><title>t</title>"
            + members
            + "</entry></feed>");
  }

  private static ItemContent content(String document) {
    List<SourceItem> items = Imports.items(document.getBytes(UTF_8), null);
    return ((SourceItem.ValidItem) items.get(0)).event().item();
  }

  /** Without these limits, a document of 1 MB would make HTML of 4 GB. */
  @ParameterizedTest
  @ValueSource(ints = {1_900, 500_000})
  void aLongBaseIsNotRepeatedWithoutALimit(int length) {
    String links = "<a href='b'>b</a>".repeat(9_000);
    String entry =
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>Pier</title><content type='xhtml'>"
            + ("<div xml:base='https://n.example/" + "x".repeat(length) + "/'>a" + links)
            + "</div></content></entry>";
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(entry.getBytes(UTF_8), null).get(0);

    assertThat(item.event().item().body()).hasSizeLessThanOrEqualTo(200_000).contains("a");
  }

  @Test
  void resolvesAddressesInContentAgainstTheBaseOfTheElementsAround() {
    String entry =
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://n.example/'><entry><id>1</id>"
            + "<title>Pier</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            + "<p xml:base='/maps/'>A <a href='pier'>map</a></p><p xml:base='https://o.example/'>"
            + "<span xml:base='b/'><a href='c'>c</a></span></p><a href='d'>d</a></div>"
            + "</content></entry></feed>";
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(entry.getBytes(UTF_8), null).get(0);

    assertThat(item.event().item().body())
        .contains("\"https://n.example/maps/pier\"")
        .contains("\"https://o.example/b/c\"")
        .contains("\"https://n.example/d\"");
  }
}
