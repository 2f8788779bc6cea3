package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.client.Change;
import news.dateline.client.EditorClient;
import news.dateline.client.FeedClient;
import news.dateline.client.FeedQuery;
import news.dateline.client.FeedStream;
import news.dateline.client.ImportResultLine;
import news.dateline.client.StreamEvent;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents of other systems that are imported once more, with all services in between. */
class ImportedAgainIT {
  private static final String RSS =
      "<rss version='2.0'><channel><item><title>%s</title><guid>1</guid><link>https://n.example/1</link>"
          + "<description>One.</description></item></channel></rss>";

  private static EditorApiClient editor;
  private static EditorClient importer;

  @BeforeAll
  static void start() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();
    editor = EditorApiClient.of(dateline);
    importer = new EditorClient(URI.create(dateline.desk()), editor.token());
  }

  @Test
  void sourcesWithTheSameIdsDoNotMeetAndEditorsAreNotOverwritten() throws Exception {
    editor.open("sources");

    assertThat(imported("sources", "wire", "Pier", Map.of())).isEqualTo("accepted");
    assertThat(imported("sources", "wire", "Pier", Map.of())).isEqualTo("unchanged");
    assertThat(imported("sources", "agency", "Ferry", Map.of())).isEqualTo("accepted");
    assertThat(imported("sources", "wire", "Pier opens", Map.of())).isEqualTo("accepted");
    editor.update("sources", "1", "Pier, as checked");
    assertThat(imported("sources", "wire", "Pier opened", Map.of())).isEqualTo("conflict");
    assertThat(imported("sources", "wire", "Pier opened", Map.of("overwrite", "true")))
        .isEqualTo("accepted");
    editor.retract("sources", "1", "wrong");
    assertThat(imported("sources", "wire", "Pier opened", Map.of("overwrite", "true")))
        .isEqualTo("retracted");
    assertThat(imported("sources", "agency", "Ferry", Map.of())).isEqualTo("unchanged");
  }

  @Test
  void eachEditOfAStoryIsTheSameItemThoughItsGuidHasAHigherNumber() throws Exception {
    editor.open("edits");

    assertThat(edits("edits", edit(0, "Pier"))).containsExactly("accepted");
    assertThat(edits("edits", edit(0, "Pier"))).containsExactly("unchanged");
    assertThat(edits("edits", edit(0, "Pier opens") + edit(2, "Pier opens")))
        .containsExactly("accepted");
    assertThat(edits("edits", edit(60, "Pier is open"))).containsExactly("accepted");

    JsonNode item = onlyItem("edits", "Pier is open");
    assertThat(item.path("version").intValue()).isEqualTo(3);
    editor.retract("edits", item.path("id").asString(), "wrong");
    assertThat(edits("edits", edit(61, "Ferry"))).containsExactly("retracted");
  }

  @Test
  void postsOfAPageAreItemsOfTheirOwnThoughTheirGuidsAreThePageAndANumber() throws Exception {
    editor.open("page-posts");

    assertThat(edits("page-posts", edit(1, "Goal!") + edit(2, "Half time")))
        .containsOnly("accepted")
        .hasSize(2);
    assertThat(edits("page-posts", edit(12, "Kick-off") + edit(13, "Full time")))
        .containsOnly("accepted")
        .hasSize(2);
  }

  private static String edit(int number, String title) {
    return "<item><title>%s</title><guid>https://n.example/1#%d</guid><link>https://n.example/1</link></item>"
        .formatted(title, number);
  }

  private static List<String> edits(String feed, String items) {
    String document = "<rss version='2.0'><channel>" + items + "</channel></rss>";
    return importDocument(feed, document.getBytes(UTF_8), Map.of("source", "bbc")).stream()
        .map(ImportResultLine::status)
        .toList();
  }

  @Test
  void whatAnEarlierReleaseImportedStaysRetractedAndWhatTheSourceDeletesIsRetracted()
      throws Exception {
    editor.open("tombstones");
    String entry = "<entry><id>urn:1</id><title>Pier</title><content>One.</content></entry>";
    String deleted =
        "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='urn:1'"
            + " when='2025-02-04T12:00:00Z'><at:comment>Wrong pier</at:comment></at:deleted-entry>";

    assertThat(atom("tombstones", "wire", entry)).containsExactly("accepted");
    assertThat(atom("tombstones", "agency", deleted)).containsExactly("unchanged");
    assertThat(atom("tombstones", "wire", "")).isEmpty();
    assertThat(atom("tombstones", "wire", deleted)).containsExactly("retracted");
    assertThat(atom("tombstones", "wire", entry)).containsExactly("retracted");
  }

  @Test
  void aStoryDatedAheadOfTheClockKeepsTheTimeOfItsFirstImportAlsoOnceItsOwnHasPassed()
      throws Exception {
    editor.open("ahead");
    Instant ahead = Instant.now().plusSeconds(4);
    assertThat(ofTime("ahead", "Pier", ahead, 1)).isEqualTo("accepted");
    JsonNode first = onlyItem("ahead", "Pier");

    assertThat(ofTime("ahead", "Pier", ahead, 2)).isEqualTo("unchanged");
    await().until(() -> Instant.now().isAfter(ahead));
    assertThat(ofTime("ahead", "Pier", ahead, 3)).isEqualTo("unchanged");
    assertThat(ofTime("ahead", "Pier opens", ahead, 4)).isEqualTo("accepted");

    JsonNode corrected = onlyItem("ahead", "Pier opens");
    assertThat(first.has("updatedAt")).isFalse();
    assertThat(corrected.path("publishedAt")).isEqualTo(first.path("publishedAt"));
    assertThat(corrected.path("version").intValue()).isEqualTo(2);
  }

  private static String ofTime(String feed, String title, Instant time, int comments) {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'1','title':'%s',"
            + "'date_published':'%s','comments':%d}]}";
    byte[] json = document.formatted(title, time, comments).replace('\'', '"').getBytes(UTF_8);
    return importDocument(feed, json, Map.of("source", "wire")).get(0).status();
  }

  @Test
  void theNewestItemIsTheLastChangeWhereAnOldOneIsOnTopOfTheSource() throws Exception {
    editor.open("on-top");
    String item =
        "<item><guid>d%1$s</guid><title>%1$s</title><pubDate>%1$s Jan 2025 10:00:00 GMT</pubDate></item>";
    String items = Stream.of("01", "09", "08", "02").map(item::formatted).collect(joining());
    String document = "<rss version='2.0'><channel>" + items + "</channel></rss>";

    importDocument("on-top", document.getBytes(UTF_8), Map.of("source", "wire"));

    FeedClient reader = new FeedClient(URI.create(DatelineProcess.shared().page()));
    FeedId feed = new FeedId("on-top");
    await()
        .untilAsserted(
            () ->
                assertThat(reader.snapshot(feed, FeedQuery.all()).items())
                    .extracting(each -> each.path("id").asString())
                    .containsExactly("d09", "d08", "d02", "d01"));
    try (FeedStream stream = reader.stream(feed, FeedQuery.all().last(1))) {
      StreamEvent event = stream.next();
      while (!(event instanceof Change)) {
        event = stream.next();
      }
      assertThat(((Change) event).id()).isEqualTo("d09");
    }
  }

  @Test
  void aTextOfAnItemOfDatelineComesInAsItIs() throws Exception {
    editor.open("own");
    editor.open("copy");
    editor.post("own", "Write &lt; as &amp;lt;");
    JsonNode item = onlyItem("own", "Write &lt; as &amp;lt;");

    importer.importDocument(
        new FeedId("copy"), Json.write(item), "application/x-ndjson", Map.of("source", "own"));

    assertThat(onlyItem("copy", "Write &lt; as &amp;lt;").path("version").intValue()).isEqualTo(1);
  }

  /** Returns the only item of a feed once it has this title. */
  private static JsonNode onlyItem(String feed, String title) throws Exception {
    FeedClient reader = new FeedClient(URI.create(DatelineProcess.shared().page()));
    return await()
        .until(
            () -> reader.snapshot(new FeedId(feed), FeedQuery.all()).items(),
            items -> items.size() == 1 && items.get(0).path("title").asString().equals(title))
        .get(0);
  }

  private static List<String> atom(String feed, String source, String entries) {
    String document = "<feed xmlns='http://www.w3.org/2005/Atom'>" + entries + "</feed>";
    return importDocument(feed, document.getBytes(UTF_8), Map.of("source", source)).stream()
        .map(ImportResultLine::status)
        .toList();
  }

  private static String imported(
      String feed, String source, String title, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("source", source);
    return importDocument(feed, RSS.formatted(title).getBytes(UTF_8), parameters).get(0).status();
  }

  private static List<ImportResultLine> importDocument(
      String feed, byte[] document, Map<String, String> parameters) {
    return importer
        .importDocument(new FeedId(feed), document, "application/octet-stream", parameters)
        .stream()
        .filter(ImportResultLine::isItem)
        .toList();
  }
}
