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

class TokenTests {
  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void printsOnlyTheTokenToStandardOutput() {
    editorApi.thenSays(201, "{\"id\":\"i-1\",\"token\":\"i-1.s3cret\"}");

    assertThat(run("--name", "Olena", "--role", "reporter", "--feeds", "a,b", "--review")).isZero();
    assertThat(shell.out()).isEqualTo("i-1.s3cret\n");
    assertThat(shell.err()).isEqualTo("identity i-1: this is its token, shown once\n");
    ScriptedServer.Request request = editorApi.requests().get(0);
    assertThat(request.method() + request.uri()).isEqualTo("POST/identities");
    assertThat(request.header("Idempotency-key")).isNotEmpty();
    assertThat(request.body())
        .isEqualTo(
            "{\"name\":\"Olena\",\"roles\":[\"reporter\"],\"feeds\":[\"a\",\"b\"],\"review\":true}");
  }

  @Test
  void sendsSeveralRolesAndAnEnd() {
    editorApi.thenSays(201, "{}");

    assertThat(run("--name", "N", "--role", "editor,chief", "--expires", "90d")).isZero();
    JsonNode body = Json.mapper().readTree(editorApi.requests().get(0).body());
    assertThat(body.path("roles").path(1).asString()).isEqualTo("chief");
    assertThat(body.has("feeds")).isFalse();
    assertThat(body.has("review")).isFalse();
    assertThat(Instant.parse(body.path("expiresAt").asString()))
        .isAfter(Instant.now().plus(Duration.ofDays(89)));
  }

  @Test
  void listsIdentitiesOneALine() {
    editorApi.thenSays(
        200,
        "{\"identities\":[{\"id\":\"i-1\",\"name\":\"Ol\\u001b[31mena\",\"roles\":[\"reporter\"],"
            + "\"feeds\":[\"a\"],\"review\":true,\"issuedAt\":\"2025-02-04T12:00:00Z\"},"
            + "{\"id\":\"i-2\",\"roles\":[\"editor\",\"chief\"],\"issuedAt\":"
            + "\"2025-02-04T12:00:00Z\",\"erasedAt\":\"2025-02-05T12:00:00Z\"}]}");

    assertThat(run("list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            "i-1  Ol [31mena  reporter  feeds a  review  issued 2025-02-04T12:00:00Z\n"
                + "i-2  (name erased)  editor,chief  all feeds  issued 2025-02-04T12:00:00Z"
                + "  erased 2025-02-05T12:00:00Z\n");
  }

  @Test
  void revokesATokenAndErasesTheNameIfAsked() {
    editorApi.thenSays(204, "").thenSays(204, "").thenSays(204, "");

    assertThat(run("revoke", "i-1")).isZero();
    assertThat(run("revoke", "i-1", "--erase-name")).isZero();
    assertThat(shell.out()).isEqualTo("revoked i-1\nrevoked i-1, and erased its name\n");
    assertThat(editorApi.requests())
        .extracting(request -> request.method() + request.uri())
        .containsExactly(
            "DELETE/identities/i-1", "DELETE/identities/i-1", "DELETE/identities/i-1/name");
  }

  @Test
  void namesTheMissingRightOfARefusal() {
    editorApi.thenSays(
        403,
        "{\"title\":\"The token does not have the right\",\"right\":\"administer\","
            + "\"detail\":\"the right administer is missing here\"}");

    assertThat(run("list")).isNotZero();
    assertThat(shell.err()).contains("the right administer is missing here");
  }

  @Test
  void refusesATokenWithoutNameOrRoleAndAWrongRoleOrId() {
    assertThat(shell.run("token", "--name", "N")).isEqualTo(2);
    assertThat(shell.run("token", "--name", "N", "--role", "boss")).isEqualTo(2);
    assertThat(shell.run("token", "revoke", "../feeds/a")).isEqualTo(2);
    assertThat(shell.run("token", "--desk", editorApi.url(), "list")).isEqualTo(2);
    assertThat(shell.err())
        .contains("a token needs --name and --role (or: token list, token revoke)\n")
        .contains("--role")
        .contains("flags of token list and token revoke stand behind these words\n")
        .contains("'../feeds/a' is no identity id: identity must match [a-z0-9-]{1,64}\n");
    assertThat(editorApi.requests()).isEmpty();
  }

  private int run(String... args) {
    return shell.runOn(editorApi, "token", args);
  }
}
