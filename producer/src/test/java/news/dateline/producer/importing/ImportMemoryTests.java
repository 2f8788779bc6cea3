package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import news.dateline.producer.importing.format.DocumentReader;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The heap that suffices to import the largest documents, the received bytes included. Each is read
 * in a JVM of its own that has no more heap. Runs with {@code -Ddateline.heap=…} (MiB) only,
 * because a full heap makes it slow; 72 is 64 for an import and 8 for the JVM.
 */
@EnabledIfSystemProperty(named = "dateline.heap", matches = "[0-9]+")
class ImportMemoryTests {
  /** 64 MiB of an import and what the JVM and the classes of the import need themselves. */
  private static final int HEAP = Integer.getInteger("dateline.heap", 64 + 8);

  private static final int MAX_BYTES = 16 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "RSS,50000", "ATOM,50000", "JSON_FEED,50000", "CSV,50000", "NDJSON,50000",
    "RSS,100", "ATOM,100", "JSON_FEED,100", "CSV,100", "NDJSON,100"
  })
  void aDocumentOf16MebibytesNeeds64(Format format, int items) throws Exception {
    Path document = Files.write(folder.resolve("document"), format.document(items));
    Path output = folder.resolve("output");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP + "m",
                "-cp",
                System.getProperty("java.class.path"),
                ReadDocument.class.getName(),
                document.toString(),
                format.type)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    try {
      assertThat(reader.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      reader.destroyForcibly();
    }
    assertThat(Files.readString(output)).endsWith(items + " items are valid");
  }

  /** Imports a document without writing its events. */
  static final class ReadDocument {
    private ReadDocument() {}

    public static void main(String[] arguments) throws IOException {
      System.out.print(countValid(Path.of(arguments[0]), arguments[1]) + " items are valid");
    }

    private static long countValid(Path document, String type) throws IOException {
      List<StoredItem> items = read(Files.readAllBytes(document), type);
      return items.stream()
          .filter(item -> item.load() instanceof SourceItem.ValidItem valid && hasText(valid))
          .count();
    }

    private static List<StoredItem> read(byte[] document, String type) {
      DocumentReader reader = DocumentReader.of(document, type, Map.of());
      return SourceItems.of(Imports.context(reader.readHead(), Imports.NOW), reader);
    }

    private static boolean hasText(SourceItem.ValidItem item) {
      return item.event().item().body() != null && item.event().digest() != null;
    }
  }

  /** Documents of the greatest size with text that is no Latin 1, as most texts are. */
  enum Format {
    RSS(
        "application/rss+xml",
        "<rss version=\"2.0\"><channel><title>Harbour</title><link>https://n.example/</link>",
        "<item><guid>https://n.example/%1$06d</guid><title>Pier’s no. %1$d</title>"
            + "<link>https://n.example/%1$06d</link>"
            + "<pubDate>Tue, 04 Feb 2025 21:45:00 +0200</pubDate>"
            + "<description>&lt;p&gt;%2$s&lt;/p&gt;</description></item>",
        "</channel></rss>"),
    ATOM(
        "application/atom+xml",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title>",
        "<entry><id>https://n.example/%1$06d</id><title>Pier’s no. %1$d</title>"
            + "<link href=\"https://n.example/%1$06d\"/><updated>2025-02-04T21:45:00Z</updated>"
            + "<content type=\"html\">&lt;p&gt;%2$s&lt;/p&gt;</content></entry>",
        "</feed>"),
    JSON_FEED(
        "application/feed+json",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
        "{\"id\":\"https://n.example/%1$06d\",\"title\":\"Pier’s no. %1$d\","
            + "\"url\":\"https://n.example/%1$06d\",\"date_published\":\"2025-02-04T21:45:00Z\","
            + "\"content_html\":\"<p>%2$s</p>\"}",
        "]}"),
    CSV(
        "text/csv",
        "id,title,link,publishedAt,body\n",
        "https://n.example/%1$06d,Pier’s no. %1$d,https://n.example/%1$06d,"
            + "2025-02-04T21:45:00Z,\"<p>%2$s</p>\"\n",
        ""),
    NDJSON(
        "application/x-ndjson",
        "",
        "{\"id\":\"https://n.example/%1$06d\",\"title\":\"Pier’s no. %1$d\","
            + "\"link\":\"https://n.example/%1$06d\",\"publishedAt\":\"2025-02-04T21:45:00Z\","
            + "\"body\":\"<p>%2$s</p>\"}\n",
        "");

    private final String type;
    private final String start;
    private final String item;
    private final String end;

    Format(String type, String start, String item, String end) {
      this.type = type;
      this.start = start;
      this.item = item;
      this.end = end;
    }

    /** Returns a document whose items fill 16 MiB with bodies of equal length. */
    private byte[] document(int items) {
      int room = MAX_BYTES - start.length() - end.length();
      int empty = item.formatted(items, "").getBytes(UTF_8).length;
      String body = "The pier’s open. ".repeat((room / items - empty) / 19);
      ByteArrayOutputStream document = new ByteArrayOutputStream(MAX_BYTES);
      document.writeBytes(start.getBytes(UTF_8));
      for (int i = 1; i <= items; i++) {
        String separator = this == JSON_FEED && i > 1 ? "," : "";
        document.writeBytes((separator + item.formatted(i, body)).getBytes(UTF_8));
      }
      document.writeBytes(end.getBytes(UTF_8));
      assertThat(document.size()).isBetween(MAX_BYTES * 9 / 10, MAX_BYTES);
      return document.toByteArray();
    }
  }
}
