package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.importing.identity.SourceIds;
import news.dateline.producer.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The source of the items of a document, and what the source deleted. */
class SourceTests {
  private static final String DELETED =
      "<at:deleted-entry ref='%s' when='2025-02-04T12:00:00Z'><at:comment>Wrong &amp;amp; old"
          + "</at:comment></at:deleted-entry>";

  @Test
  void thePagesOfAFeedAreOfOneSource() {
    String page =
        "<rss><channel><link>https://N.example/?utm_source=rss</link>"
            + "<atom:link rel='self' href='https://n.example/rss?page=%d'/>"
            + "<atom:link rel='next' href='https://n.example/rss?page=%d'/>"
            + "<item><title>Pier</title></item></channel></rss>";

    ImportContext first = context(page.formatted(1, 2));
    ImportContext second = context(page.formatted(2, 3));

    assertThat(first.source()).isEqualTo("//n.example").isEqualTo(second.source());
    assertThat(first.notes()).contains(new SourceNote("source", "//n.example"));
  }

  @Test
  void theSourceOfADocumentThatNamesNoHomePageIsEmpty() {
    assertThat(
            context(
                    "<rss><channel><atom:link rel='self' href='https://n.example/rss'/>"
                        + "</channel></rss>",
                    null)
                .source())
        .isEmpty();
  }

  @Test
  void aDocumentIsNotOfTheSourceWhoseHomePageItOnlyClaims() {
    String claims = atom(DELETED.formatted("urn:1"));

    ImportContext elsewhere = context(claims, "https://evil.example/f.atom?key=s3cret");
    ImportContext file = context(claims, null);

    assertThat(elsewhere.source()).startsWith("//evil.example/f.atom?").doesNotContain("s3cret");
    assertThat(file.source()).isEmpty();
    assertThat(items(claims, null)).isEmpty();
    assertThat(file.notes()).extracting(SourceNote::field).contains("source");
  }

  @Test
  void theDigestIsThatOfTheItemAsItsSourceWroteIt() {
    String item = "<item><guid>1</guid><title>Pier</title><x:count>%d</x:count></item>";

    String digest = imported(item.formatted(1)).digest();

    assertThat(imported(item.formatted(1)).digest()).isEqualTo(digest).hasSize(64);
    assertThat(imported(item.formatted(2)).digest()).isNotEqualTo(digest);
  }

  @Test
  void aDeletedEntryIsOfTheSourceOfTheDocument() {
    ItemDeletedAtSource event = deletion(atom(DELETED.formatted("https://n.example/1#a")));

    assertThat(event.source()).isEqualTo("//n.example");
    assertThat(event.guid()).isEqualTo("//n.example/1#a");
    assertThat(event.reason()).isEqualTo("Wrong & old");
    assertThat(event.ids()).isEqualTo(SourceIds.candidates("//n.example", "https://n.example/1#a"));
  }

  @Test
  void aDeletedEntryThatIsPublishedAgainLaterIsNotDeleted() {
    String entry =
        "<entry><id>urn:1</id><title>Pier</title><updated>2025-02-04T12:00:01Z</updated>"
            + "<published>2025-02-01T12:00:00Z</published></entry>";

    assertThat(items(atom(DELETED.formatted("urn:1") + entry)))
        .singleElement()
        .isInstanceOf(SourceItem.ValidItem.class);
  }

  @Test
  void anEntryThatADocumentWithoutASourceDeletesHasALineOfItsOwn() {
    String entry = "<entry><id>urn:1</id><title>Pier</title></entry>";
    String document = atom(entry + DELETED.formatted("urn:1"));

    assertThat(items(document, null))
        .singleElement()
        .isEqualTo(new SourceItem.InvalidItem("urn:1", "id", "id is deleted by the document"));
  }

  @Test
  void anEntryThatWasDeletedSinceOrHasNoTimeIsDeleted() {
    String entry = "<entry><id>urn:1</id><title>Pier</title>%s</entry>";
    String older = entry.formatted("<published>2025-02-01T12:00:00Z</published>");

    for (String written : List.of(older, entry.formatted(""))) {
      assertThat(items(atom(written + DELETED.formatted("urn:1"))))
          .singleElement()
          .isInstanceOf(SourceItem.DeletedItem.class);
    }
  }

  @Test
  void entriesThatShareAnIdAndNothingElseAreDeletedByIt() {
    String entry =
        "<entry><id>urn:1</id><title>%s</title><link href='https://n.example/%s'/></entry>";
    String both = entry.formatted("Pier", "pier") + entry.formatted("Ferry", "ferry");

    assertThat(items(atom(both))).hasSize(2).hasOnlyElementsOfType(SourceItem.ValidItem.class);
    assertThat(items(atom(both + DELETED.formatted("urn:1"))))
        .extracting(item -> ((SourceItem.DeletedItem) item).event().guid())
        .containsExactly("//n.example/ferry", "//n.example/pier", "urn:1");
  }

  @Test
  void aDocumentThatEndsTooEarlyDeletesNothing() {
    String cut = atom(DELETED.formatted("urn:1")).replace("</feed>", "");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> items(cut));
  }

  @Test
  void itemsThatShareALinkHaveTheIdsOfOneThatHasItAlone() {
    String item = "<item><link>https://n.example/live</link><title>%s</title></item>";
    ItemImported alone = imported(item.formatted("Pier"));

    List<ItemImported> both =
        items(rss(item.formatted("Pier") + item.formatted("Ferry"))).stream()
            .map(each -> ((SourceItem.ValidItem) each).event())
            .toList();

    assertThat(both).allSatisfy(each -> assertThat(each.ids()).contains(alone.id()));
    assertThat(both)
        .extracting(ItemImported::id)
        .doesNotHaveDuplicates()
        .doesNotContain(alone.id());
    assertThat(both)
        .filteredOn(each -> each.item().title().equals("Pier"))
        .singleElement()
        .satisfies(pier -> assertThat(pier.ids()).hasSameElementsAs(alone.ids()));
  }

  private static ItemImported imported(String item) {
    return ((SourceItem.ValidItem) items(rss(item)).get(0)).event();
  }

  private static String rss(String items) {
    return "<rss><channel><link>https://n.example/</link>" + items + "</channel></rss>";
  }

  private static ItemDeletedAtSource deletion(String document) {
    List<SourceItem> items = items(document);
    return ((SourceItem.DeletedItem) items.get(items.size() - 1)).event();
  }

  private static String atom(String entries) {
    return "<feed xmlns='http://www.w3.org/2005/Atom'"
        + " xmlns:at='http://purl.org/atompub/tombstones/1.0'><link href='https://n.example/'/>"
        + entries
        + "</feed>";
  }

  private static ImportContext context(String document) {
    return context(document, "https://n.example/rss");
  }

  private static ImportContext context(String document, @Nullable String address) {
    return Imports.context(reader(document).readHead(), Imports.NOW, address);
  }

  private static List<SourceItem> items(String document) {
    return items(document, "https://n.example/rss");
  }

  private static List<SourceItem> items(String document, @Nullable String address) {
    return Imports.items(context(document, address), reader(document));
  }

  private static DocumentReader reader(String document) {
    return DocumentReader.of(bytes(document), null, Map.of());
  }

  private static byte[] bytes(String document) {
    return document.getBytes(UTF_8);
  }
}
