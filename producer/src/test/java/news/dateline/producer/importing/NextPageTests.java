package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.producer.importing.format.DocumentReader;
import org.junit.jupiter.api.Test;

/** The next page of a document, whose address may be relative to that of the document. */
class NextPageTests {
  private static final SourceNote NEXT = new SourceNote("next_url", "https://api.n.example/feed/2");

  @Test
  void isRelativeToTheDocumentInEachFormat() {
    String link = "<link>https://n.example/home/</link>";

    assertThat(notes("<rss><channel>" + link + "<atom:link rel='next' href='2'/></channel></rss>"))
        .contains(NEXT);
    assertThat(
            notes(
                "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://n.example/home/'/>"
                    + "<link rel='next' href='2'/></feed>"))
        .contains(NEXT);
    assertThat(
            notes(
                "{\"version\":\"https://jsonfeed.org/version/1.1\","
                    + "\"home_page_url\":\"https://n.example/home/\",\"next_url\":\"2\",\"items\":[]}"))
        .contains(NEXT);
  }

  private static List<SourceNote> notes(String document) {
    DocumentReader reader = DocumentReader.of(document.getBytes(UTF_8), null, Map.of());
    return Imports.context(reader.readHead(), Imports.NOW, "https://api.n.example/feed/1").notes();
  }
}
