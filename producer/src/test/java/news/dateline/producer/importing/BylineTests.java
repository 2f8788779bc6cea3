package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.Author;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authors as RSS and Atom write them. */
class BylineTests {
  private static final Author ANNA = new Author("Anna Holm", null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<author>a@x.example (Anna Holm)</author><dc:creator>Anna Holm</dc:creator>",
        "<author><name>Anna Holm</name><email>anna@x.example</email></author>",
        "<atom:author><atom:name>Anna Holm</atom:name></atom:author><dc:creator>anna holm</dc:creator>"
            + "<itunes:author>Anna Holm</itunes:author>"
      })
  void nameEachAuthorOnce(String authors) {
    assertThat(authors(authors, "")).hasSize(1);
    assertThat(authors(authors, "").get(0).name()).isEqualToIgnoringCase("Anna Holm");
  }

  @Test
  void keepThePageOfAnAuthorWhoIsNamedTwice() {
    assertThat(
            authors(
                "<dc:creator>Anna Holm</dc:creator><atom:author><atom:name>Anna Holm</atom:name>"
                    + "<atom:uri>https://n.example/anna</atom:uri></atom:author>",
                ""))
        .containsExactly(new Author("Anna Holm", "https://n.example/anna"));
  }

  @Test
  void areThoseOfTheChannelWithoutItsMailAddress() {
    assertThat(authors("", "<author>desk@x.example (Desk)</author>"))
        .containsExactly(new Author("Desk", null));
    assertThat(authors("", "<author>desk@x.example</author>")).isEmpty();
    assertThat(authors("", "<author><name>Anna Holm</name></author>")).containsExactly(ANNA);
  }

  private static List<Author> authors(String members, String head) {
    String item = "<item><title>T</title>" + members + "</item>";
    byte[] document = ("<rss><channel>" + head + item + "</channel></rss>").getBytes(UTF_8);
    return ((SourceItem.ValidItem) Imports.items(document, null).get(0)).event().item().authors();
  }
}
