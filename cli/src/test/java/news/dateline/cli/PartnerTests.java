package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PartnerTests {
  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void printsOnlyTheTokenToStandardOutput() {
    editorApi.thenSays(201, "{\"id\":\"p-1\",\"token\":\"p-1.s3cret\"}");

    assertThat(run("issue", "--name", "Radio Havn", "--feeds", "a,b")).isZero();
    assertThat(shell.out()).isEqualTo("p-1.s3cret\n");
    assertThat(shell.err()).isEqualTo("partner p-1: this is its token, shown once\n");
    ScriptedServer.Request request = editorApi.requests().get(0);
    assertThat(request.method() + request.uri()).isEqualTo("POST/partners");
    assertThat(request.header("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.header("Idempotency-key")).isNotEmpty();
    assertThat(request.body()).isEqualTo("{\"name\":\"Radio Havn\",\"feeds\":[\"a\",\"b\"]}");
  }

  @Test
  void sendsEveryLimit() {
    editorApi.thenSays(201, "{}");
    String flags =
        "--name N --feeds a --origins https://a.example,https://b.example --streams 5 --expires 90d";

    assertThat(run(("issue " + flags).split(" "))).isZero();
    JsonNode body = Json.mapper().readTree(editorApi.requests().get(0).body());
    assertThat(body.path("origins").path(1).asString()).isEqualTo("https://b.example");
    assertThat(body.path("streams").asInt()).isEqualTo(5);
    assertThat(Instant.parse(body.path("expiresAt").asString()))
        .isAfter(Instant.now().plus(Duration.ofDays(89)));
  }

  @Test
  void repeatsTheRequestUnderTheSameKeyIfAnAnswerWasLost() {
    editorApi.thenSays(503, "{}").thenSays(201, "{\"id\":\"p-1\",\"token\":\"p-1.s3cret\"}");

    assertThat(run("issue", "--name", "N", "--feeds", "a")).isZero();
    assertThat(editorApi.requests()).hasSize(2);
    assertThat(editorApi.requests().get(1).header("Idempotency-key"))
        .isNotNull()
        .isEqualTo(editorApi.requests().get(0).header("Idempotency-key"));
  }

  @Test
  void listsPartnersOneALine() {
    editorApi.thenSays(
        200,
        "{\"partners\":[{\"id\":\"p-1\",\"name\":\"Ra\\u001b[31mdio\",\"feeds\":[\"a\",\"b\"],"
            + "\"streams\":5,\"issuedAt\":\"2025-02-04T12:00:00Z\"},{\"id\":\"p-2\",\"name\":\"N\","
            + "\"feeds\":[\"a\"],\"issuedAt\":\"2025-02-04T12:00:00Z\","
            + "\"revokedAt\":\"2025-02-05T12:00:00Z\"}]}");

    assertThat(run("list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            "p-1  Ra [31mdio  feeds a,b  streams 5  issued 2025-02-04T12:00:00Z\n"
                + "p-2  N  feeds a  issued 2025-02-04T12:00:00Z  revoked 2025-02-05T12:00:00Z\n");
  }

  @Test
  void revokesAToken() {
    editorApi.thenSays(204, "");

    assertThat(run("revoke", "p-1")).isZero();
    assertThat(shell.out()).isEqualTo("revoked p-1\n");
    assertThat(editorApi.requests().get(0).method() + editorApi.requests().get(0).uri())
        .isEqualTo("DELETE/partners/p-1");
  }

  @Test
  void printsTheReasonOfARefusal() {
    editorApi
        .thenSays(
            422,
            "{\"title\":\"A field is invalid\",\"field\":\"streams\",\"detail\":\"streams must be\"}")
        .thenSays(404, "{\"title\":\"There is no such partner\"}");

    assertThat(run("issue", "--name", "N", "--feeds", "a", "--streams", "0")).isEqualTo(1);
    assertThat(run("revoke", "nobody")).isEqualTo(2);
    assertThat(shell.err())
        .contains("refused: streams must be\n")
        .contains("There is no such partner");
  }

  @Test
  void refusesAMissingSubcommandAndAWrongId() {
    assertThat(shell.run("partner")).isEqualTo(2);
    assertThat(shell.run("partner", "revoke", "../feeds/a")).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "partner what? issue, list or revoke\n"
                + "Invalid value for positional parameter at index 0 (ID): "
                + "'../feeds/a' is no partner id: partner must match [a-z0-9-]{1,64}\n");
  }

  private int run(String... args) {
    return shell.runOn(editorApi, "partner", args);
  }
}
