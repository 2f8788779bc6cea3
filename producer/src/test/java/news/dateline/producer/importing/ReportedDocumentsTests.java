package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import news.dateline.events.Author;
import news.dateline.producer.fetching.FeedServer;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that other systems, or earlier versions, were reported to read wrongly. */
class ReportedDocumentsTests {
  private static final String RSS =
      "<rss version='0.91'><channel><item><title>Pier%s</title></item></channel></rss>";

  @ParameterizedTest
  @ValueSource(strings = {"PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN'", "SYSTEM"})
  void aDocumentTypeIsReadWithoutARequest(String kind) {
    try (FeedServer server = new FeedServer().serving("/", "<!ELEMENT rss ANY>")) {
      String type = "<!DOCTYPE rss " + kind + " '" + server.url("/rss.dtd") + "'>";

      assertThat(title(type + RSS.formatted("&nbsp;opens"))).isEqualTo("Pier\u00A0opens");
      assertThat(server.requests("/")).isEmpty();
    }
  }

  @Test
  void anEntityOfAnotherDocumentIsRefusedWithoutARequest() {
    try (FeedServer server = new FeedServer().serving("/", "secret")) {
      String type = "<!DOCTYPE rss [<!ENTITY a SYSTEM '" + server.url("/a") + "'>]>";

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> items(type + RSS.formatted("&a;")))
          .matches(problem -> problem.type() == ProblemType.BAD_JSON)
          .matches(problem -> problem.getStatusCode().value() == 400);
      assertThat(server.requests("/")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&#34;", "&#x22;", "&quot;", "&QUOT;", "&#39;", "&#x27;", "&apos;"})
  void aReferenceToAQuotationMarkEndsNoAttribute(String mark) {
    for (String quote : List.of("\"", "'")) {
      String attribute = " domain=" + quote + "the " + mark + "Pier" + mark + quote;
      String item = "<item><title>" + mark + "A" + mark + "</title><category%s>x</category></item>";
      String document = "<rss><channel>" + item.formatted(attribute) + "</channel></rss>";
      SourceItem.ValidItem read = (SourceItem.ValidItem) items(document).get(0);

      assertThat(read.event().item().title()).matches("([\"'])A\\1");
      assertThat(read.event().item().tags()).containsExactly("x");
    }
  }

  @ParameterizedTest
  @CsvSource({"300,true", "301,false"})
  void aTitleOfMoreThan300CharactersIsCutAndSaid(int length, boolean whole) {
    SourceItem.ValidItem item = json("'title':'" + "x".repeat(length) + "'");

    assertThat(item.event().item().title()).hasSize(300);
    assertThat(item.event().item().title().endsWith("…")).isEqualTo(!whole);
    assertThat(item.notes().isEmpty()).isEqualTo(whole);
  }

  @Test
  void anItemWithManySoftFieldsOfTheWrongTypeIsKeptAndEachIsSaid() {
    SourceItem.ValidItem item =
        json(
            "'title':'Pier','author':'Desk','tags':{'1':'port'},'image':'/i.png','language':7,"
                + "'url':5,'date_published':'','summary':['a']");

    assertThat(item.event().item().title()).isEqualTo("Pier");
    assertThat(item.event().item().authors()).containsExactly(new Author("Desk", null));
    assertThat(item.notes())
        .extracting(SourceNote::field)
        .containsExactlyInAnyOrder("tags", "image", "language", "link", "publishedAt", "lead");
  }

  private static SourceItem.ValidItem json(String members) {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a'," + members + "}]}";
    return (SourceItem.ValidItem) items(document.replace('\'', '"')).get(0);
  }

  private static String title(String document) {
    return ((SourceItem.ValidItem) items(document).get(0)).event().item().title();
  }

  private static List<SourceItem> items(String document) {
    return Imports.items(document.getBytes(UTF_8), null);
  }
}
