package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginTests {
  private static final String ID = "7f0c1a52-9b1e-4c0e-8f4b-0d6b7c3f1e11";

  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void printsALinkWhoseCodeNoServerSees() {
    editorApi.thenSays(201, "{\"code\":\"s-1.c0de\",\"expiresAt\":\"2025-02-04T12:05:00Z\"}");

    assertThat(run()).isZero();
    assertThat(shell.out()).isEqualTo(editorApi.url() + "/#login=s-1.c0de\n");
    assertThat(shell.err())
        .isEqualTo("works once, until 2025-02-04T12:05:00Z; give it to nobody\n");
    assertThat(editorApi.requests().get(0).method() + editorApi.requests().get(0).uri())
        .isEqualTo("POST/login-codes");
  }

  @Test
  void listsAndEndsSessions() {
    editorApi
        .thenSays(
            200,
            "{\"sessions\":[{\"id\":\""
                + ID
                + "\",\"identity\":\"editor\",\"expiresAt\":\"2025-02-05T00:00:00Z\"}]}")
        .thenSays(204, "");

    assertThat(run("list")).isZero();
    assertThat(run("revoke", ID)).isZero();
    assertThat(shell.out())
        .isEqualTo(ID + "  identity editor  until 2025-02-05T00:00:00Z\nended " + ID + "\n");
    assertThat(editorApi.requests())
        .extracting(request -> request.method() + request.uri())
        .containsExactly("GET/sessions", "DELETE/sessions/" + ID);
  }

  @Test
  void refusesAWrongIdAndFlagsBeforeTheSubcommand() {
    assertThat(shell.run("login", "revoke", "../feeds/a")).isEqualTo(2);
    assertThat(shell.run("login", "--desk", editorApi.url(), "list")).isEqualTo(2);
    assertThat(shell.err())
        .contains("'../feeds/a'")
        .contains("flags of login list and login revoke stand behind these words\n");
    assertThat(editorApi.requests()).isEmpty();
  }

  private int run(String... args) {
    return shell.runOn(editorApi, "login", args);
  }
}
