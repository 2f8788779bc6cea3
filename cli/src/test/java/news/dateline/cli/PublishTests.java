package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishTests {
  private static final String PUBLISHED =
      "{\"eventId\":\"e\",\"status\":\"accepted\",\"id\":\"a1\",\"epoch\":\"k3f9\",\"seq\":7,\"version\":1}";

  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void printsThePositionOfTheItem() {
    editorApi.thenSays(201, PUBLISHED);

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "Міст відкрито")).isZero();
    assertThat(shell.out()).isEqualTo("published a1 as k3f9-7\n");
    ScriptedServer.Request request = editorApi.requests().get(0);
    assertThat(request.method() + request.uri()).isEqualTo("POST/feeds/world/items");
    assertThat(request.header("Prefer")).isEqualTo("wait=10");
    assertThat(request.body()).isEqualTo("{\"title\":\"Міст відкрито\"}");
  }

  @Test
  void sendsEveryFlag() {
    editorApi.thenSays(201, PUBLISHED);
    String flags =
        "--title T --id a1 --label live --kicker K --kicker-link https://k.example/ --lead L"
            + " --link https://l.example/ --section S --tag x --tag y --author A --author B"
            + " --source R --published-at 2025-02-04T21:45:00+02:00 --key-event";

    assertThat(shell.runOnFeed(editorApi, "publish", flags.split(" "))).isZero();
    String item =
        """
        {'id':'a1','title':'T','kicker':{'text':'K','link':'https://k.example/'},'label':'live',\
        'lead':'L','link':'https://l.example/','authors':[{'name':'A'},{'name':'B'}],'source':'R',\
        'tags':['x','y'],'section':'S','publishedAt':'2025-02-04T21:45:00+02:00','keyEvent':true}""";
    assertThat(editorApi.requests().get(0).body()).isEqualTo(item.replace('\'', '"'));
  }

  @Test
  void publishesAnItemAsBreakingNews() {
    editorApi.thenSays(201, PUBLISHED).thenSays(201, PUBLISHED);

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--breaking", "major"))
        .isZero();
    assertThat(
            shell.runOnFeed(
                editorApi, "publish", "--title", "T", "--breaking", "minor", "--until", "later"))
        .isZero();

    assertThat(editorApi.requests().get(0).body())
        .isEqualTo("{\"title\":\"T\",\"breaking\":{\"level\":\"major\"}}");
    assertThat(editorApi.requests().get(1).body())
        .isEqualTo("{\"title\":\"T\",\"breaking\":{\"level\":\"minor\",\"until\":\"later\"}}");
  }

  @Test
  void anEndOfBreakingNewsNeedsItsLevel() {
    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--until", "later"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--breaking=LEVEL");
    assertThat(editorApi.requests()).isEmpty();
  }

  @Test
  void opensAFeedThatIsMissing() {
    editorApi
        .thenSays(404, "{\"title\":\"There is no such feed\"}")
        .thenSays(201, "{}")
        .thenSays(201, PUBLISHED);

    assertThat(
            shell.runOnFeed(
                editorApi, "publish", "--title", "T", "--open", "World", "--zone", "Europe/Kyiv"))
        .isZero();
    assertThat(editorApi.requests().get(1).method() + editorApi.requests().get(1).uri())
        .isEqualTo("PUT/feeds/world");
    assertThat(editorApi.requests().get(1).body())
        .isEqualTo("{\"title\":\"World\",\"timeZone\":\"Europe/Kyiv\"}");
    assertThat(editorApi.requests().get(2).header("Idempotency-key"))
        .isNotEqualTo(editorApi.requests().get(0).header("Idempotency-key"));
  }

  @Test
  void opensAFeedAsALiveBlog() {
    editorApi.thenSays(404, "{}").thenSays(201, "{}").thenSays(201, PUBLISHED);

    assertThat(
            shell.runOnFeed(editorApi, "publish", "--title", "T", "--open", "World", "--live-blog"))
        .isZero();
    assertThat(editorApi.requests().get(1).body())
        .isEqualTo("{\"title\":\"World\",\"presentation\":\"live-blog\"}");
  }

  @Test
  void doesNotChangeAFeedThatIsOpen() {
    editorApi.thenSays(201, PUBLISHED);

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--open", "World")).isZero();
    assertThat(editorApi.requests()).hasSize(1);
  }

  @Test
  void printsTheReasonOfARefusalWithItsField() {
    editorApi.thenSays(
        422, "{\"title\":\"The feed does not know this label\",\"field\":\"label\"}");

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--label", "odd"))
        .isEqualTo(1);
    assertThat(shell.err()).isEqualTo("refused: label: The feed does not know this label\n");
  }

  @Test
  void distinguishesUnchangedFromUndecidedItems() {
    String unchanged = PUBLISHED.replace("accepted", "unchanged");
    editorApi.thenSays(200, unchanged).thenSays(202, "{\"eventId\":\"e\",\"id\":\"a1\"}");

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T")).isZero();
    assertThat(shell.out()).isEqualTo("unchanged a1\n");
    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T")).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("accepted but not decided within 10 s: event e\n");
  }

  @Test
  void printsTheAnswerAsItIsWithJson() {
    String problem = "{\"title\":\"A field is invalid\",\"field\":\"title\"}";
    editorApi.thenSays(201, PUBLISHED).thenSays(422, problem);

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--json")).isZero();
    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T", "--json")).isEqualTo(1);
    assertThat(shell.out().lines()).containsExactly(PUBLISHED, problem);
  }

  @Test
  void givesUpIfTheServiceStaysUnavailable() {
    for (int i = 0; i < 5; i++) {
      editorApi.thenIsUnavailable();
    }

    assertThat(shell.runOnFeed(editorApi, "publish", "--title", "T")).isEqualTo(2);
    assertThat(shell.err().lines().toList())
        .hasSize(5)
        .last()
        .isEqualTo("publish: Kafka does not answer (503)");
  }
}
