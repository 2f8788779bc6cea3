package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.Json;
import news.dateline.producer.importing.identity.SourceIds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * What identifies an item without id and link: the title and time that the first builds derived.
 * The logs of these builds have items under such ids: with another title or time, a document that
 * is imported again would give a second item. All values are those of commit 67aa89cf, where these
 * tests pass.
 */
class ImportedIdentityTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "2025-02-04T21:45:00Z | 2025-02-04T21:45:00Z",
        "2025-02-04 21:45:00.5 +0200 | 2025-02-04T19:45:00.500Z",
        "2025-02-04T21:45:00+02 | 2025-02-04T19:45:00Z",
        "2025-02-04 21:45 | 2025-02-04T19:45:00Z",
        "2025-2-4 | 2025-02-03T22:00:00Z",
        "2035-02-04T21:45:00Z | 2035-02-04T21:45:00Z",
        "2026-03-01T18:00:00Z | 2026-03-01T18:00:00Z",
        "1970-01-01T00:00:00Z | null",
        "1969-07-20T20:17:00Z | null",
        "2025-02-30 | null",
        "soon | null",
        "2025-02-04T24:00:00Z | null",
        "2025-02-04 09:45 PM UTC | null",
        "2025-02-04 09:45 PM | null",
        "20250204 | null",
        "20250204T214500Z | null",
        "Feb 4, 2025 9:45 PM | null",
        "Tue Feb  4 21:45:00 UTC 2025 | null",
        "Tue, 04 Feb 2025 21:45:00 | 2025-02-04T19:45:00Z",
        "Tue, 04 Feb 2025 21:45:60 GMT | 2025-02-04T21:45:59Z",
        "4-February-25, 21:45 (EST) | 2025-02-05T02:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 CEST | 2025-02-04T19:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 Asia/Kolkata | 2025-02-04T16:15:00Z",
        "Tue, 04 Feb 2025 21:45:00 +0000 (UTC) | null",
        "Tue, 04 Feb 2025 21:45:00 GMT (Greenwich) | null",
        "2025-02-04T21:45:00+01:00[Europe/Paris] | null",
        "Tue, 04 Feb 2025 | null",
        "4 Feb 25 | null",
        "Tue,04 Feb 2025 21:45:00 GMT | null",
        "Tue. 04 Feb 2025 21:45:00 GMT | 2025-02-04T21:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 JST | null",
        "Tue, 04 Feb 2025 21:45:00 AEDT | null",
        "Di, 04 Feb 2025 21:45:00 MEZ | null",
        "Tue, 04 Feb 2025 21:45:00 HST | null",
        "Tue, 04 Feb 2025 21:45:00 EAT | null",
        "Fri, 04 Jul 2025 21:45:00 WET | 2025-07-04T20:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 WET | 2025-02-04T21:45:00Z",
        "2025-02-04 21:45 +2:30 | null",
        "2025-02-04 21:45 -3:30 | null",
        "2025-02-04 21:45 +2 | 2025-02-04T19:45:00Z",
        "2025-02-04 21:45 +0230 | 2025-02-04T19:15:00Z",
        "mar., 04 févr. 2025 21:45:00 GMT | null",
        "4 juin 2025 21:45 GMT | null",
        "4 juillet 2025 21:45 GMT | null",
        "4 août 2025 21:45 GMT | null",
        "4 déc. 2025 21:45 GMT | null",
        "4 Mär 2025 21:45 GMT | 2025-03-04T21:45:00Z"
      })
  void hasTheTimeThatEarlierBuildsRead(String written, @Nullable String time) {
    ObjectNode item = Json.mapper().createObjectNode();
    item.put("title", "Pier").put("date_published", written);

    assertThat(guid(item)).isEqualTo(guid("Pier", time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>Area: 5 km<sup>2</sup>.</p> | Area: 5 km2.",
        "<p>H<sub>2</sub>O, says the <q>mayor</q>. More.</p> | H2O, says the mayor.",
        "<p>The <del>old</del><ins>new</ins> pier <s>opens</s> closes. More.</p> |"
            + " The old new pier opens closes.",
        "<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby> wins. More.</p> | 東京(とうきょう) wins.",
        "<h2>Result</h2><p>3:1 at last. More.</p> | Result 3:1 at last.",
        "<p>Pier opens<br>The mayor cut it. More.</p> | Pier opens The mayor cut it.",
        "<ul><li>Pier</li><li>Harbour</li></ul> | Pier Harbour",
        "<table><tr><td>Pier</td><td>3</td></tr></table> | Pier 3",
        "<iframe src='https://v.example/1'></iframe><p>Pier. More.</p> | https://v.example/1 Pier.",
        "<p><span style='text-decoration: line-through'>Old</span> pier.</p> | Old pier.",
        "<p>Tom &amp;amp; Jerry.</p> | Tom &amp; Jerry.",
        "<p>If <img class='latex' src='/1.png' alt='a<b'> it opens. More.</p> | If it opens.",
        "<p>Soft\u00ADhy\u200Bphen.</p> | Softhyphen."
      })
  void hasTheTitleThatEarlierBuildsDerivedOfHtml(String html, String title) {
    assertThat(guid(Json.mapper().createObjectNode().put("content_html", html)))
        .isEqualTo(guid(title, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'title':' Tom &amp;amp;  Jerry '} | Tom &amp; Jerry",
        "{'title':'5 km<sup>2</sup>'} | 5 km<sup>2</sup>",
        "{'title':' ','content_text':'It won Minn. Lawmakers met.'} | It won Minn.",
        "{'content_text':'Pier opens\\nThe mayor cut it. More.','content_html':'<p>No</p>'} |"
            + " Pier opens The mayor cut it.",
        "{'content_text':'Otvoren je St. Više.'} | Otvoren je St. Više.",
        "{'content_text':' ','content_html':'<p>Pier &amp; more. So.</p>'} | Pier & more.",
        "{'summary':'Pier &amp; more.\\n\\nSo.','image':'https://n.example/1.jpg'} | Pier & more.",
        "{'title':'~'} | *…"
      })
  void hasTheTitleThatEarlierBuildsDerivedOfJson(String item, String title) {
    String x = "x".repeat(298);
    String json = item.replace('\'', '"').replace("~", x + "\u2067x\u2069");

    assertThat(guid((ObjectNode) Json.mapper().readTree(json)))
        .isEqualTo(guid(title.replace("*", x + "\u2067"), null));
  }

  /** Under such a title the first builds took several stories for one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'content_text':'Mt. Etna erupted. More.'} | Mt. Etna erupted.",
        "{'content_text':'Minn. lawmakers met. More.'} | Minn. lawmakers met.",
        "{'content_html':'<p>Brig. Gen. Holm spoke. More.</p>'} | Brig. Gen. Holm spoke.",
        "{'content_text':'\\u200b','summary':'Ferry sails.'} | Ferry sails.",
        "{'title':'\\u2067\\u2069','summary':'Ferry sails.'} | Ferry sails.",
        "{'content_text':'\\u200b','summary':'Maj. Holm spoke. More.'} | Maj. Holm spoke."
      })
  void hasThePresentTitleWhereEarlierBuildsToldNoStoryFromAnother(String item, String title) {
    assertThat(guid((ObjectNode) Json.mapper().readTree(item.replace('\'', '"'))))
        .isEqualTo(guid(title, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<rss><item><description>Pier opens&lt;br>The mayor cut it. More.</description></item></rss>"
            + " | Pier opens The mayor cut it.",
        "<rss><item><title>5 km<sup>2</sup></title></item></rss> | 5 km2",
        "<rss><item><title>Tom &amp;amp; Jerry</title></item></rss> | Tom & Jerry",
        "<rss><item><title><![CDATA[5 km<sup>2</sup> &amp; 6]]></title></item></rss> |"
            + " 5 km<sup>2</sup> & 6",
        "<feed><entry><title type='html'>5 km&lt;sup>2&lt;/sup></title></entry></feed> | 5 km2",
        "<feed><entry><title type='html'>&lt;del>Old&lt;/del> pier</title></entry></feed> | Old pier",
        "<feed><entry><title type='html'>Tom &amp;amp;amp; Jerry</title></entry></feed> |"
            + " Tom &amp; Jerry",
        "<feed><entry><title mode='escaped'>A &lt;q>b&lt;/q></title></entry></feed> | A b",
        "<feed><entry><title type='xhtml'><div>5 km<sup>2</sup></div></title></entry></feed> | 5 km2",
        "<feed><entry><summary type='html'>5 km&lt;sup>2&lt;/sup>.</summary></entry></feed> |"
            + " 5 km2.",
        "<feed><entry><title>Pier</title><summary>No</summary></entry></feed> | Pier"
      })
  void hasTheTitleThatEarlierBuildsDerivedOfXml(String document, String title) {
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), "text/xml").get(0);

    assertThat(item.guid()).isEqualTo(guid(title, null));
  }

  private static String guid(ObjectNode item) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("version", "https://jsonfeed.org/version/1.1").putArray("items").add(item);
    byte[] json = Json.write(document);
    return ((SourceItem.ValidItem) Imports.items(json, "application/json").get(0)).guid();
  }

  private static String guid(String title, @Nullable String time) {
    return SourceIds.hash(title + "\n" + time).value();
  }
}
