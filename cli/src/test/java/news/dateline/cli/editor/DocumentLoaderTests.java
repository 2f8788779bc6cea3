package news.dateline.cli.editor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.client.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DocumentLoaderTests {
  @RegisterExtension private final ScriptedServer site = new ScriptedServer();

  @Test
  void readsAWholeDocument() {
    site.thenSays(200, "x".repeat(100_000));

    assertThat(DocumentLoader.read(site.url(), Duration.ofSeconds(30)).content()).hasSize(100_000);
  }

  @Test
  void givesUpADocumentThatDoesNotEndInTime() {
    site.then(exchange -> ScriptedServer.begin(exchange, "begins"));

    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> DocumentLoader.read(site.url(), Duration.ofSeconds(1)))
        .withMessageContaining("takes too long");
  }

  @Test
  void givesUpADocumentThatIsTooLarge() {
    site.then(DocumentLoaderTests::sendWithoutEnd);

    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> DocumentLoader.read(site.url(), Duration.ofSeconds(30)))
        .withMessageContaining("more than 16 MiB");
  }

  /** Sends until the client closes the connection. */
  private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] part = "x".repeat(1 << 16).getBytes(UTF_8);
    while (true) {
      exchange.getResponseBody().write(part);
    }
  }
}
