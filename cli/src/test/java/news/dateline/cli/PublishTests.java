package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTests {
  private static final String PUBLISHED =
      "{\"eventId\":\"e\",\"status\":\"accepted\",\"id\":\"a1\",\"epoch\":\"k3f9\",\"seq\":7,\"version\":1}";

  @TempDir private Path directory;
  private final ScriptedServer desk = new ScriptedServer();
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(directory);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void saysWhereTheItemStands() {
    desk.thenSays(201, PUBLISHED);

    assertThat(shell.runAt(desk, "publish", "--title", "Міст відкрито")).isZero();
    assertThat(shell.out()).isEqualTo("published a1 as k3f9-7\n");
    ScriptedServer.Request request = desk.requests().get(0);
    assertThat(request.method() + request.uri()).isEqualTo("POST/feeds/world/items");
    assertThat(request.header("Prefer")).isEqualTo("wait=10");
    assertThat(request.body()).isEqualTo("{\"title\":\"Міст відкрито\"}");
  }

  @Test
  void sendsEveryFlag() {
    desk.thenSays(201, PUBLISHED);
    String flags =
        "--title T --id a1 --label live --kicker K --kicker-link https://k.example/ --lead L"
            + " --link https://l.example/ --section S --tag x --tag y --author A --author B"
            + " --source R --published-at 2025-02-04T21:45:00+02:00 --key-event";

    assertThat(shell.runAt(desk, "publish", flags.split(" "))).isZero();
    String item =
        """
        {'id':'a1','title':'T','kicker':{'text':'K','link':'https://k.example/'},'label':'live',\
        'lead':'L','link':'https://l.example/','authors':[{'name':'A'},{'name':'B'}],'source':'R',\
        'tags':['x','y'],'section':'S','publishedAt':'2025-02-04T21:45:00+02:00','keyEvent':true}""";
    assertThat(desk.requests().get(0).body()).isEqualTo(item.replace('\'', '"'));
  }

  @Test
  void opensAFeedThatIsNotThere() {
    desk.thenSays(404, "{\"title\":\"There is no such feed\"}")
        .thenSays(201, "{}")
        .thenSays(201, PUBLISHED);

    assertThat(
            shell.runAt(
                desk, "publish", "--title", "T", "--open", "World", "--zone", "Europe/Kyiv"))
        .isZero();
    assertThat(desk.requests().get(1).method() + desk.requests().get(1).uri())
        .isEqualTo("PUT/feeds/world");
    assertThat(desk.requests().get(1).body())
        .isEqualTo("{\"title\":\"World\",\"timeZone\":\"Europe/Kyiv\"}");
    assertThat(desk.requests().get(2).header("Idempotency-key"))
        .isNotEqualTo(desk.requests().get(0).header("Idempotency-key"));
  }

  @Test
  void leavesAnOpenFeedAsItIs() {
    desk.thenSays(201, PUBLISHED);

    assertThat(shell.runAt(desk, "publish", "--title", "T", "--open", "World")).isZero();
    assertThat(desk.requests()).hasSize(1);
  }

  @Test
  void tellsARefusalInTheDesksWordsWithItsField() {
    desk.thenSays(422, "{\"title\":\"The feed does not know this label\",\"field\":\"label\"}");

    assertThat(shell.runAt(desk, "publish", "--title", "T", "--label", "odd")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("refused: label: The feed does not know this label\n");
  }

  @Test
  void tellsAnUnchangedItemFromANewOneAndFromAnUndecidedOne() {
    desk.thenSays(200, PUBLISHED).thenSays(202, "{\"eventId\":\"e\",\"id\":\"a1\"}");

    assertThat(shell.runAt(desk, "publish", "--title", "T")).isZero();
    assertThat(shell.out()).isEqualTo("unchanged a1\n");
    assertThat(shell.runAt(desk, "publish", "--title", "T")).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("accepted but not decided within 10 s: event e\n");
  }

  @Test
  void printsTheRawAnswerWhenAskedTo() {
    String problem = "{\"title\":\"A field does not fit\",\"field\":\"title\"}";
    desk.thenSays(201, PUBLISHED).thenSays(422, problem);

    assertThat(shell.runAt(desk, "publish", "--title", "T", "--json")).isZero();
    assertThat(shell.runAt(desk, "publish", "--title", "T", "--json")).isEqualTo(1);
    assertThat(shell.out().lines()).containsExactly(PUBLISHED, problem);
  }

  @Test
  void givesUpOnADeskThatStaysUnavailable() {
    for (int i = 0; i < 5; i++) {
      desk.thenIsUnavailable();
    }

    assertThat(shell.runAt(desk, "publish", "--title", "T")).isEqualTo(2);
    assertThat(shell.err().lines().toList())
        .hasSize(5)
        .last()
        .isEqualTo("publish: Kafka does not answer (503)");
  }
}
