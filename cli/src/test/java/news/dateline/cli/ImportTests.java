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

class ImportTests {
  private static final String ACCEPTED =
      "{\"id\":\"tag:a\",\"item\":\"a\",\"status\":\"accepted\",\"seq\":4}\n";
  private static final String UNCHANGED =
      "{\"id\":\"tag:b\",\"item\":\"b\",\"status\":\"unchanged\"}\n";

  @TempDir private Path directory;
  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);
  private String document;

  @BeforeEach
  void writeDocument() throws IOException {
    document = Files.writeString(directory.resolve("feed.json"), "{\"items\":[]}").toString();
  }

  @Test
  void countsTheResultsOfTheItems() {
    editorApi.thenSays(200, ACCEPTED + UNCHANGED + ACCEPTED);

    assertThat(shell.runOnFeed(editorApi, "import", document)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            accepted        2
            unchanged       1
            3 items: 2 new or changed, 1 unchanged, 0 refused
            """);
    ScriptedServer.Request request = editorApi.requests().get(0);
    assertThat(request.method() + request.uri()).isEqualTo("POST/feeds/world/imports");
    assertThat(request.body()).isEqualTo("{\"items\":[]}");
    assertThat(request.header("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.header("Content-type")).isEqualTo("application/feed+json");
    assertThat(request.header("Idempotency-key")).isNotBlank();
  }

  @Test
  void namesTheRefusedItems() {
    editorApi.thenSays(
        200,
        ACCEPTED
            + "{\"id\":\"tag:c\",\"status\":\"rejected\",\"reason\":\"unknown-label\"}\n"
            + "{\"status\":\"invalid\",\"reason\":\"invalid\",\"field\":\"title\",\"detail\":\"title is blank\"}\n");

    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(1);
    assertThat(shell.out())
        .isEqualTo(
            """
            rejected tag:c: unknown-label
            invalid (no id): title is blank
            accepted        1
            invalid         1
            rejected        1
            3 items: 1 new or changed, 0 unchanged, 2 refused
            """);
  }

  @Test
  void saysWhatWasLeftOutAndWhereTheDocumentGoesOn() {
    editorApi.thenSays(
        200,
        "{\"id\":\"a\",\"status\":\"accepted\",\"notes\":[{\"field\":\"body\",\"what\":\"lost iframe\"}]}\n"
            + "{\"status\":\"read\",\"notes\":[{\"field\":\"next_url\",\"what\":\"https://n.example/2\"}]}\n");

    assertThat(shell.runOnFeed(editorApi, "import", document)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            1 x body lost iframe
            continues at https://n.example/2 (--follow)
            accepted        1
            1 items: 1 new or changed, 0 unchanged, 0 refused
            """);
  }

  @Test
  void importsTheNextPagesAsOfTheSourceOfTheFirst() {
    ScriptedServer site = new ScriptedServer().thenSays(200, "first").thenSays(200, "second");
    editorApi
        .thenSays(
            200,
            ACCEPTED
                + "{\"status\":\"read\",\"notes\":[{\"field\":\"next_url\",\"what\":\""
                + site.url()
                + "/2\"},{\"field\":\"source\",\"what\":\"//n.example\"}]}\n")
        .thenSays(200, UNCHANGED);

    try (site) {
      assertThat(shell.runOnFeed(editorApi, "import", "--follow", site.url() + "/1")).isZero();
      assertThat(site.requests())
          .extracting(ScriptedServer.Request::uri)
          .containsExactly("/1", "/2");
    }
    assertThat(editorApi.requests())
        .extracting(ScriptedServer.Request::body)
        .containsExactly("first", "second");
    assertThat(editorApi.requests().get(1).uri()).contains("source=%2F%2Fn.example");
    assertThat(shell.out()).endsWith("2 items: 1 new or changed, 1 unchanged, 0 refused\n");
  }

  @Test
  void anItemThatStaysRetractedIsNoFailure() {
    editorApi.thenSays(
        200, ACCEPTED + "{\"id\":\"tag:r\",\"status\":\"retracted\",\"reason\":\"retracted\"}\n");

    assertThat(shell.runOnFeed(editorApi, "import", document)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            accepted        1
            retracted       1
            2 items: 1 new or changed, 1 unchanged, 0 refused
            """);
  }

  @Test
  void opensNoFileThatADocumentNames() {
    editorApi.thenSays(
        200,
        ACCEPTED
            + "{\"status\":\"read\",\"notes\":[{\"field\":\"next_url\",\"what\":\"/etc/hostname\"}]}\n");

    assertThat(shell.runOnFeed(editorApi, "import", "--follow", document)).isZero();
    assertThat(editorApi.requests()).hasSize(1);
  }

  @Test
  void sendsATableWithItsColumnsAndPrintsJson() throws IOException {
    String table = Files.writeString(directory.resolve("news.csv"), "headline\nPier\n").toString();
    editorApi.thenSays(200, UNCHANGED);

    assertThat(
            shell.runOnFeed(
                editorApi, "import", "--map", "title=headline", "--dry-run", "--json", table))
        .isZero();
    assertThat(shell.out()).startsWith("{").contains("\"status\":\"unchanged\"");
    ScriptedServer.Request request = editorApi.requests().get(0);
    assertThat(request.uri().toString())
        .isEqualTo("/feeds/world/imports?map=title%3Dheadline&dryRun=true");
    assertThat(request.header("Content-type")).isEqualTo("text/csv");
  }

  @Test
  void saysOfADryRunWhatCouldBePublished() {
    String valid = "{\"id\":\"tag:a\",\"status\":\"valid\"}\n";
    editorApi.thenSays(
        200,
        valid
            + valid
            + "{\"status\":\"invalid\",\"field\":\"title\",\"detail\":\"title is blank\"}\n");

    assertThat(shell.runOnFeed(editorApi, "import", "--dry-run", document)).isEqualTo(1);
    assertThat(shell.out())
        .isEqualTo(
            """
            invalid (no id): title is blank
            invalid         1
            valid           2
            3 items: 2 could be published, 1 refused
            """);
    assertThat(editorApi.requests().get(0).uri()).endsWith("/imports?dryRun=true");
  }

  @Test
  void repeatsTheImportUnderTheSameKeyIfTheServiceWasAway() {
    editorApi.thenIsUnavailable().thenBreaksOffAfter(ACCEPTED).thenSays(200, ACCEPTED + UNCHANGED);

    assertThat(shell.runOnFeed(editorApi, "import", document)).isZero();
    assertThat(shell.out()).endsWith("2 items: 1 new or changed, 1 unchanged, 0 refused\n");
    assertThat(editorApi.requests()).hasSize(3);
    assertThat(editorApi.requests().stream().map(request -> request.header("Idempotency-key")))
        .containsOnly(editorApi.requests().get(0).header("Idempotency-key"));
  }

  @Test
  void repeatsTheImportIfKafkaWentAwayMeanwhile() {
    editorApi
        .thenSays(200, ACCEPTED + "{\"id\":\"tag:b\",\"status\":\"failed\"}\n")
        .thenSays(200, ACCEPTED + UNCHANGED);

    assertThat(shell.runOnFeed(editorApi, "import", document)).isZero();
    assertThat(shell.out()).endsWith("2 items: 1 new or changed, 1 unchanged, 0 refused\n");
  }

  @Test
  void printsTheReasonIfTheDocumentIsRefused() {
    editorApi.thenSays(
        422,
        "{\"title\":\"A field is invalid\",\"detail\":\"items is missing\",\"field\":\"items\"}");

    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("refused: items is missing\n");
  }

  @Test
  void loadsADocumentFromTheWeb() {
    ScriptedServer site = new ScriptedServer().thenSays(200, "{\"items\":[1]}");
    editorApi.thenSays(200, ACCEPTED);

    try (site) {
      assertThat(shell.runOnFeed(editorApi, "import", site.url() + "/feed.json")).isZero();
    }
    assertThat(editorApi.requests().get(0).body()).isEqualTo("{\"items\":[1]}");
  }

  @Test
  void endsWithOneLineIfTheImportCannotBegin() {
    ScriptedServer gone = new ScriptedServer();
    gone.close();
    editorApi
        .thenSays(401, "{\"title\":\"An editor token is needed\",\"status\":401}")
        .thenSays(404, "{\"title\":\"There is no such feed\",\"status\":404}")
        .thenSays(404, "<html>");

    assertThat(shell.runOnFeed(editorApi, "import", directory + "/none.json")).isEqualTo(2);
    assertThat(shell.runOnFeed(gone, "import", document)).isEqualTo(2);
    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(2);
    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(2);
    assertThat(shell.runOnFeed(editorApi, "import", document)).isEqualTo(2);
    assertThat(shell.err().lines())
        .containsExactly(
            "cannot read " + directory + "/none.json: there is no such file",
            "nothing answers at " + gone.url(),
            "import: An editor token is needed (401)",
            "import: There is no such feed (404)",
            "import was answered with 404 without a reason: is this the address of Dateline?");
  }
}
