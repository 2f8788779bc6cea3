package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import news.dateline.producer.importing.identity.SourceIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The digest of an item as its source wrote it. Logs have those of earlier builds: with another
 * digest everything would look changed by its source after an upgrade.
 */
class SourceDigestTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          text/xml             | <rss><item><guid a="b">1</guid><title>Pier</title></item></rss> | 66ac6509d055874284ac5bc302775b2098d7ead57888be7c41afa5c24ec363d2
          text/xml             | <feed><entry><id>1</id><title type="html">Pier</title></entry></feed> | 459fe32574d91f8294c7df423281ec43394ce1325031e01b064e8f352d550a25
          application/json     | {"version":"https://jsonfeed.org/version/1.1","items":[{"title":"Pier","id":1}]} | 68f5b44c30e513991fe566fe46cf2056e5dc7543a75169e94eb8158d803bbf57
          text/csv             | id,tags,title,link,label,section,lead,kicker;1,a,Pier,https://n.example/,live,World,l,k | 05bf96bb4619cbcdf6ac72aad64236d810f94e55e02b8701f0f80547dac6a269
          application/x-ndjson | {"title":"Pier","label":"live","id":"1","section":"World"} | 095395791734fcd8dd6cd933c63741cfae420a7f69b6e8f72ee4fe43a0c61add
          """)
  void isThatOfEarlierBuilds(String type, String document, String digest) {
    byte[] bytes = document.replace(';', '\n').getBytes(UTF_8);
    SourceItem.ValidItem item = (SourceItem.ValidItem) Imports.items(bytes, type).get(0);

    assertThat(Objects.requireNonNull(item.event().digest())).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&#34;Pi&#101;r&#39;", "&quot;Pier&apos;", "&QUOT;Pier&#x27;"})
  void isTheSameHoweverItsCharactersAreWritten(String title) {
    String document = "<rss><item><title>%s</title></item></rss>";

    assertThat(digest(document.formatted(title))).isEqualTo(digest(document.formatted("\"Pier'")));
  }

  private static String digest(String document) {
    SourceItem only = Imports.items(document.getBytes(UTF_8), "text/xml").get(0);
    return Objects.requireNonNull(((SourceItem.ValidItem) only).event().digest());
  }

  @Test
  void aLongTextInBase64IsCutAndDecoded() {
    String text = "pier ".repeat(250_000);
    String document =
        "<feed version='0.3'><entry><title>Pier</title><content mode='base64'>"
            + Base64.getEncoder().encodeToString(text.getBytes(UTF_8))
            + "</content></entry></feed>";
    SourceItem.ValidItem item =
        (SourceItem.ValidItem) Imports.items(document.getBytes(UTF_8), "text/xml").get(0);

    assertThat(item.event().item().body()).startsWith("<p>pier pier").hasSizeGreaterThan(100_000);
  }

  /** The value is the SHA-256 of the whole item, as earlier builds made it. */
  @Test
  void isOfTheWholeItemThoughALongTextIsCut() {
    String text = "’🚢".repeat(600_000);
    String document = "<rss><item><title>Pier</title><description>%s</description></item></rss>";
    String whole =
        "XmlElement[name=item, attributes={}, content=[XmlElement[name=title, attributes={},"
            + " content=[Pier]], XmlElement[name=description, attributes={}, content=[%s]]]]";
    byte[] bytes = document.formatted(text).getBytes(UTF_8);
    SourceItem.ValidItem item = (SourceItem.ValidItem) Imports.items(bytes, "text/xml").get(0);

    assertThat(item.event().digest())
        .isEqualTo(SourceIds.digest(whole.formatted(text).getBytes(UTF_8)));
    assertThat(item.notes())
        .extracting(SourceNote::what)
        .contains("has more than 1000000 characters and was cut");
    assertThat(Imports.context(bytes, "text/xml", Map.of()).document().notes())
        .containsExactly("has texts of more than 1000000 characters, which were cut");
  }
}
