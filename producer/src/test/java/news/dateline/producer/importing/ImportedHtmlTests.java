package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML that becomes the title or the summary of an item. */
class ImportedHtmlTests {
  private static final SourceNote STRUCK_OUT = new SourceNote("title", "lost struck-out text");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>10<sup>9</sup> litres were lost.</p> | 10⁹ litres were lost.",
        "<p>The bridge is open.<sup>1</sup> It was closed.</p> | The bridge is open.¹",
        "<h2>Result</h2><p>3:1 at last.</p> | Result",
        "<h2>The mayor opened the new pier in the old harbour</h2><p>iPhones were given out.</p> |"
            + " The mayor opened the new pier in the old harbour",
        "<p>Pier opens<br><br>the mayor cut the ribbon.</p> | Pier opens",
        "<p>The court found him not<br>guilty of murder. More.</p> | The court found him not guilty"
            + " of murder.",
        "<p>He said <q>no</q> today.</p> | He said “no” today."
      })
  void aTitleThatIsMadeOfABodySaysTheSame(String html, String title) {
    SourceItem.ValidItem item = ofBody(html);

    assertThat(item.event().item().title()).isEqualTo(title);
    assertThat(item.notes()).isEmpty();
  }

  @Test
  void aTitleIsNotTheAddressOfAnEmbed() {
    SourceItem.ValidItem item =
        ofBody("<iframe src='https://v.example/1'></iframe><p>The pier opens today. More.</p>");

    assertThat(item.event().item().title()).isEqualTo("The pier opens today.");
  }

  @Test
  void aTitleAssertsNothingThatTheBodyStrikesOut() {
    SourceItem.ValidItem item = ofBody("<p>The bridge is <s>closed</s> open.</p>");

    assertThat(item.event().item().title()).isEqualTo("The bridge is open.");
    assertThat(item.event().item().body()).contains("<s>closed</s>");
    assertThat(item.notes()).containsExactly(STRUCK_OUT);
  }

  @Test
  void aSummaryOfRssSaysWhatItsHtmlSays() {
    String html =
        "<div>10<sup>9</sup> litres.</div><div>Toll <del>20</del> 25 euro.</div>"
            + "<p hidden>Ad</p><script>x()</script>";
    SourceItem.ValidItem item =
        valid(
            "<rss version='2.0'><channel><item><title>t</title><content:encoded>Body</content:encoded>"
                + "<description><![CDATA["
                + html
                + "]]></description></item></channel></rss>");

    assertThat(item.event().item().lead()).isEqualTo("10⁹ litres.\nToll 25 euro.");
    assertThat(item.notes())
        .containsExactly(
            new SourceNote("lead", "lost struck-out text"),
            new SourceNote("lead", "lost hidden"),
            new SourceNote("lead", "lost script"));
  }

  @Test
  void aTitleOfAtomWithEscapedHtmlSaysWhatItsHtmlSays() {
    SourceItem.ValidItem item =
        atom("<title type='html'>10&lt;sup>9&lt;/sup> litres &lt;s>lost&lt;/s> found</title>");

    assertThat(item.event().item().title()).isEqualTo("10⁹ litres found");
    assertThat(item.notes()).containsExactly(STRUCK_OUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<![CDATA[Bright &#x0024;4300 3bd 1930ft<sup>2</sup>]]> | Bright $4300 3bd 1930ft²",
        "The &lt;em&gt;Odyssey&lt;/em&gt; &amp;amp; more | The Odyssey & more",
        "<![CDATA[<SPAN class='a'>Pier</SPAN > 5 < 6]]> | Pier 5 < 6",
        "5 &lt; 6 &gt; 4 | 5 < 6 > 4",
        "Use &lt;b&gt; well | Use <b> well",
        "Use &lt;b&gt; and &lt;/i&gt; | Use <b> and </i>",
        "<![CDATA[The <title>a</title> of a page]]> | The <title>a</title> of a page"
      })
  void aTitleOfRssIsHtmlIfAnInlineElementInItIsClosed(String written, String title) {
    String item = "<item><guid>1</guid><title>" + written + "</title></item>";
    SourceItem.ValidItem read = valid("<rss><channel>" + item + "</channel></rss>");

    assertThat(read.event().item().title()).isEqualTo(title);
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<x:div><x:p>One.</x:p><x:p>Two.</x:p></x:div> | One. Two.",
        "<x:div>Use &lt;div&gt; well</x:div> | Use <div> well",
        "<x:div>AT&amp;amp;T &amp;lt; 10<x:sup>9</x:sup></x:div> | AT&amp;T &lt; 10⁹",
        "Use &lt;div&gt; well | Use <div> well"
      })
  void xhtmlOfAtomIsReadOnce(String xhtml, String text) {
    String opening = " type='xhtml' xmlns:x='http://www.w3.org/1999/xhtml'>";
    SourceItem.ValidItem item =
        atom(
            "<content>Long.</content><title"
                + opening
                + xhtml
                + "</title><summary"
                + opening
                + xhtml
                + "</summary>");

    assertThat(item.event().item().title()).isEqualTo(text);
    assertThat(item.event().item().lead()).isEqualTo(text.replace("One. Two.", "One.\nTwo."));
    assertThat(item.notes()).isEmpty();
  }

  @Test
  void theTitleOfTheFeedThatAnEntryIsFromIsReadAsHtmlWhereItIs() {
    SourceItem.ValidItem item =
        atom(
            "<title>t</title><source><title type='html'>R&amp;amp;D"
                + " &lt;b>now&lt;/b></title></source>");

    assertThat(item.event().item().source()).isEqualTo("R&D now");
  }

  @Test
  void aBodyThatNestsTooDeepIsKeptAsTextThatSaysTheSame() {
    SourceItem.ValidItem item =
        ofBody("<div>".repeat(200) + "10<sup>9</sup> <s>lost</s> found.</div><div>Two.");

    assertThat(item.event().item().body()).isEqualTo("<p>10⁹ found.<br>Two.</p>");
    assertThat(item.notes())
        .contains(
            new SourceNote("body", "nests too deep and was taken as text"),
            new SourceNote("body", "lost struck-out text"));
  }

  @Test
  void aBodyOfOneBlockThatIsTooLongIsCutAndNotLost() {
    SourceItem.ValidItem item =
        ofBody("<table><tr><td>10<sup>9</sup> " + "&nbsp;&amp;".repeat(90_000) + "</table>");

    assertThat(item.event().item().body()).startsWith("<p>10⁹ ").endsWith("…</p>");
    assertThat(item.notes()).extracting(SourceNote::field).contains("body");
  }

  @Test
  void aBodyKeepsTheLanguageAndDirectionOfItsElement() {
    String rss =
        "<rss><channel><item><title>t</title><x:body xmlns:x='http://www.w3.org/1999/xhtml'"
            + " dir='rtl'><x:p>C++ a</x:p></x:body></item></channel></rss>";
    String content =
        "<content type='xhtml' xml:lang='ar'>"
            + "<div xmlns='http://www.w3.org/1999/xhtml'><p>a</p></div></content>";

    assertThat(valid(rss).event().item().body()).isEqualTo("<p dir=\"rtl\">C++ a</p>");
    assertThat(atom(content).event().item().body()).isEqualTo("<p lang=\"ar\">a</p>");
  }

  private static SourceItem.ValidItem ofBody(String html) {
    return atom("<content type='html'><![CDATA[" + html + "]]></content>");
  }

  private static SourceItem.ValidItem atom(String members) {
    return valid(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>N</title><entry><id>urn:1</id>"
            + members
            + "</entry></feed>");
  }

  private static SourceItem.ValidItem valid(String document) {
    return (SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), null).get(0);
  }
}
