package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import asks of the service, and its exit code if the service does not do all of it. */
class ImportOutcomeTests {
  private static final String ACCEPTED =
      "{\"id\":\"tag:a\",\"item\":\"a\",\"status\":\"accepted\",\"seq\":4}\n";

  @TempDir private Path directory;
  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);
  private String document;

  @BeforeEach
  void writeDocument() throws IOException {
    document = Files.writeString(directory.resolve("feed.json"), "{\"items\":[]}").toString();
  }

  @Test
  void overwriteAndTheNameOfTheSourceReachTheService() {
    editorApi.thenSays(200, ACCEPTED);

    assertThat(
            shell.runOnFeed(
                editorApi, "import", "--overwrite", "--source", "City wire & co", document))
        .isZero();
    assertThat(editorApi.requests())
        .extracting(ScriptedServer.Request::uri)
        .containsExactly("/feeds/world/imports?source=City+wire+%26+co&overwrite=true");
  }

  @Test
  void theSourceOfTheCommandCountsForEveryPageWhateverTheDocumentNames() {
    ScriptedServer site = new ScriptedServer().thenSays(200, "first").thenSays(200, "second");
    editorApi
        .thenSays(
            200,
            ACCEPTED
                + "{\"status\":\"read\",\"notes\":[{\"field\":\"next_url\",\"what\":\""
                + site.url()
                + "/2\"},{\"field\":\"source\",\"what\":\"//n.example\"}]}\n")
        .thenSays(200, ACCEPTED);

    try (site) {
      assertThat(
              shell.runOnFeed(
                  editorApi, "import", "--follow", "--source", "wire", site.url() + "/1"))
          .isZero();
    }
    assertThat(editorApi.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.uri()).endsWith("&source=wire"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "undecided"})
  void theExitCodeIs2IfAnItemStaysUnfinished(String status) {
    String unfinished = ACCEPTED + "{\"id\":\"tag:b\",\"status\":\"" + status + "\"}\n";
    editorApi.otherwise(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "0");
          ScriptedServer.say(exchange, 200, unfinished);
        });

    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(2);
    assertThat(shell.out())
        .contains(status + " tag:b\n")
        .endsWith("2 items: 1 new or changed, 0 unchanged, 1 refused\n");
    assertThat(shell.err())
        .endsWith("Kafka does not answer: not all items are published. Try again.\n");
    assertThat(editorApi.requests()).hasSizeGreaterThan(1);
  }
}
