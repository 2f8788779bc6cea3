package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a document may contain. */
class ImportLimitsTests {
  private static final int MAX_ITEMS = 50_000;
  private static final int MAX_BYTES = 16 * 1024 * 1024;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // 20,000 values: those around the many are the item, its title, and the list
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'title':'a','_x':[1 | ,[] | ]}]} "
            + "| 19996 | application/json | an item has more than 20000 values",
        "{'version':'https://jsonfeed.org/version/1.1','authors':[{} | ,{} | ],'items':[]} "
            + "| 19998 | application/json | authors has more than 20000 values",
        "{'title':'a','x':[1 | ,[] | ]}~ "
            + "| 19996 | application/x-ndjson | an item has more than 20000 values",
        "{'id':'1','change':1,'item':{'title':'a'},'x':[1 | ,[] | ]}~ "
            + "| 19993 | application/x-ndjson | an item has more than 20000 values",
        "<rss><channel><item><title>a</title> | <b c=''/> | </item></channel></rss> "
            + "| 9999 | text/xml "
            + "| an item has more than 20000 elements and attributes, or nests deeper than 200",
      })
  void aDocumentWithAnItemOrAMemberOfTheHeadOfMoreThan20000PartsIsRefused(
      String start, String part, String end, int most, String type, String problem) {
    assertThatNoException()
        .isThrownBy(() -> Imports.items(bytes(start + part.repeat(most) + end), type));
    for (int parts : new int[] {most + 1, MAX_BYTES / part.length() - start.length()}) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> Imports.items(bytes(start + part.repeat(parts) + end), type))
          .withMessage(problem)
          .matches(refused -> refused.type() == ProblemType.BAD_JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss><channel><item><a%s/></item></channel></rss>",
        "<rss><channel><unused%s/></channel></rss>",
        "<rss%s><channel/></rss>"
      })
  void aDocumentWithAnElementOfMoreThan20000AttributesIsRefused(String document) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" b").append(i).append("=''");
    }

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Imports.items(bytes(document.formatted(attributes)), "text/xml"))
        .withMessage("an element has more than 20000 attributes")
        .matches(refused -> refused.type() == ProblemType.BAD_JSON);
  }

  @Test
  void aLineOfNdjsonWithContentAfterItsValueIsRefused() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> Imports.items(bytes("{'title':'a'} {'title':'b'}"), "application/x-ndjson"))
        .matches(refused -> refused.type() == ProblemType.BAD_JSON);
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
