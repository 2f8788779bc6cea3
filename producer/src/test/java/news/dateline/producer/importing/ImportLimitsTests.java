package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a document may contain. */
class ImportLimitsTests {
  private static final int MAX_ITEMS = 50_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'version':'https://jsonfeed.org/version/1.1','items':[1 | ,1 | ]} | application/json",
        "<rss><channel><item/> | <item/> | </channel></rss> | text/xml",
        "<feed><entry/> | <entry/> | </feed> | text/xml",
        "title,id~~,1~ | ,1~ | ~ | text/csv",
        "1~ | 1~ | ~ | application/x-ndjson"
      })
  void aDocumentOfMoreThan50000ItemsIsRefused(String start, String item, String end, String type) {
    String most = start + item.repeat(MAX_ITEMS - 1);

    assertThat(Imports.items(bytes(most + end), type)).hasSize(MAX_ITEMS);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Imports.items(bytes(most + item + end), type))
        .withMessage("items has more than 50000 entries")
        .matches(problem -> problem.type() == ProblemType.INVALID)
        .matches(problem -> "items".equals(problem.field()));
  }

  /** JDK 24 and later have lower limits than JDK 17, which an operator can also set. */
  @ParameterizedTest
  @CsvSource({
    "jdk.xml.maxGeneralEntitySizeLimit, 100000",
    "jdk.xml.totalEntitySizeLimit, 100000",
    "jdk.xml.entityExpansionLimit, 2500",
    "jdk.xml.elementAttributeLimit, 200",
    "jdk.xml.maxElementDepth, 20"
  })
  void aDocumentIsReadWhateverTheLimitsOfTheJdk(String property, String limit) {
    String texts = "<description>" + "&lt;i&gt;".repeat(60_000) + "</description>";
    String deep = "<a>".repeat(30) + "</a>".repeat(30);
    StringBuilder wide = new StringBuilder("<a");
    for (int i = 0; i < 300; i++) {
      wide.append(" b").append(i).append("=''");
    }
    String item = "<item><title>Pier</title>" + texts + deep + wide + "/></item>";

    System.setProperty(property, limit);
    try {
      assertThat(Imports.items(bytes("<rss><channel>" + item + "</channel></rss>"), "text/xml"))
          .hasOnlyElementsOfType(SourceItem.ValidItem.class);
    } finally {
      System.clearProperty(property);
    }
  }

  private static byte[] bytes(String document) {
    return document.replace('\'', '"').replace('~', '\n').getBytes(UTF_8);
  }
}
