package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports of documents that are loaded from the web. */
class ImportFromWebTests {
  private static final String ACCEPTED =
      "{\"id\":\"tag:a\",\"item\":\"a\",\"status\":\"accepted\",\"seq\":4}\n";

  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void saysWhatWasImportedBeforeAPageThatCannotBeLoaded() {
    ScriptedServer site = new ScriptedServer().thenSays(200, "first").thenSays(404, "gone");
    editorApi.thenSays(
        200,
        ACCEPTED
            + "{\"status\":\"read\",\"notes\":[{\"field\":\"next_url\",\"what\":\""
            + site.url()
            + "/2\"}]}\n");

    try (site) {
      assertThat(shell.runOnFeed(editorApi, "import", "--follow", site.url() + "/1")).isEqualTo(2);
    }
    assertThat(shell.out()).endsWith("1 items: 1 new or changed, 0 unchanged, 0 refused\n");
    assertThat(shell.err()).isEqualTo("cannot read " + site.url() + "/2: it answers 404\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/items.ndjson,text/plain; charset=utf-8,application/x-ndjson; charset=utf-8",
    "/items.csv?day=1,application/octet-stream,text/csv",
    "/items.csv,application/json,application/json",
    "/items,text/plain,application/octet-stream"
  })
  void theNameOfAnAddressCountsWhereItsTypeSaysNothing(String path, String type, String sent) {
    ScriptedServer site =
        new ScriptedServer()
            .then(
                exchange -> {
                  exchange.getResponseHeaders().set("Content-Type", type);
                  ScriptedServer.say(exchange, 200, "x");
                });
    editorApi.thenSays(200, ACCEPTED);

    try (site) {
      assertThat(shell.runOnFeed(editorApi, "import", site.url() + path)).isZero();
    }
    assertThat(editorApi.requests().get(0).header("Content-type")).isEqualTo(sent);
  }
}
