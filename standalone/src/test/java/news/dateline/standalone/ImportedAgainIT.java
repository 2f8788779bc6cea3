package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.client.ApiException;
import news.dateline.client.EditorClient;
import news.dateline.client.ImportResult;
import news.dateline.events.FeedId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Documents of other systems that are imported once more, with all services in between. */
class ImportedAgainIT {
  private static final Path DOCUMENTS =
      Path.of(System.getProperty("dateline.feeds", "/nonexistent"));
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
  void documentsOfPublishersChangeNothingTheSecondTime() throws Exception {
    assumeThat(DOCUMENTS).isDirectory();
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      for (Path file : files.sorted().toList()) {
        importTwice(file);
      }
    }
  }

  private static void importTwice(Path file) throws IOException, InterruptedException {
    String name = file.getFileName().toString();
    String feed = "file-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    editor.open(feed);
    byte[] document = Files.readAllBytes(file);
    try {
      List<ImportResult> first = importDocument(feed, document, Map.of("source", name));
      List<ImportResult> second = importDocument(feed, document, Map.of("source", name));
      System.out.printf(
          "| %s | %d | %d | %d |%n",
          name, first.size(), count(first, "accepted"), count(second, "unchanged"));
      assertThat(count(second, "unchanged")).as(name).isEqualTo(count(first, "accepted"));
    } catch (ApiException refused) {
      System.out.printf("| %s | refused | %s | |%n", name, refused.getMessage());
    }
  }

  private static String imported(
      String feed, String source, String title, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("source", source);
    return importDocument(feed, RSS.formatted(title).getBytes(UTF_8), parameters).get(0).status();
  }

  private static List<ImportResult> importDocument(
      String feed, byte[] document, Map<String, String> parameters) {
    return importer
        .importDocument(new FeedId(feed), document, "application/octet-stream", parameters)
        .stream()
        .filter(ImportResult::isItem)
        .toList();
  }

  private static long count(List<ImportResult> results, String status) {
    return results.stream().filter(result -> result.status().equals(status)).count();
  }
}
