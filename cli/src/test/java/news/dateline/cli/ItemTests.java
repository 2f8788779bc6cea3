package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands that change an item which exists. */
class ItemTests {
  private static final String DONE =
      "{'eventId':'e','status':'accepted','id':'a1','epoch':'k3f9','seq':8,'version':2}";
  private static final String PRESENT =
      "{'feed':'world','id':'a1','status':'published','version':3,'history':[],'item':{'id':'a1',"
          + "'status':'published','version':3,'seq':7,'title':'Old','lead':'Lead','tags':['x'],"
          + "'pinned':true}}";

  @RegisterExtension private final ScriptedServer editorApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void anUpdateChangesTheFieldsThatHaveAFlagInTheVersionThatItRead() {
    says(200, PRESENT).says(200, DONE);

    assertThat(run("update", "--id", "a1", "--title", "New", "--section", "Ports")).isZero();
    assertThat(shell.out()).isEqualTo("updated a1 as k3f9-8\n");
    assertThat(acts()).containsExactly("GET/feeds/world/items/a1", "PUT/feeds/world/items/a1");
    assertThat(editorApi.requests().get(1).header("If-match")).isEqualTo("\"3\"");
    assertThat(body(1)).isEqualTo("{'title':'New','lead':'Lead','tags':['x'],'section':'Ports'}");
  }

  @Test
  void anEmptyValueRemovesAField() {
    says(200, PRESENT).says(200, DONE);

    assertThat(run("update", "--id", "a1", "--lead", "", "--tag", "")).isZero();
    assertThat(body(1)).isEqualTo("{'title':'Old'}");
  }

  @Test
  void anUpdateOfAnItemThatIsNotPublicYetChangesWhatIsHeld() {
    says(
            200,
            "{'id':'a1','status':'held','version':1,'held':{'title':'Old','embargoedUntil':"
                + "'2030-01-01T00:00:00Z'}}")
        .says(202, "{'eventId':'e','status':'held','id':'a1'}");

    assertThat(run("update", "--id", "a1", "--title", "New")).isZero();
    assertThat(shell.out()).isEqualTo("held a1\n");
    assertThat(body(1)).isEqualTo("{'title':'New','embargoedUntil':'2030-01-01T00:00:00Z'}");
  }

  @Test
  void anUpdateOfAnotherVersionIsRefused() {
    says(200, PRESENT).says(409, "{'title':'The item has another version','detail':'version 4'}");

    assertThat(run("update", "--id", "a1", "--title", "New")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("refused: version 4\n");
  }

  @Test
  void aCorrectionCarriesItsNote() {
    says(200, PRESENT).says(200, DONE);

    assertThat(run("correct", "--id", "a1", "--note", "At seven", "--lead", "Seven")).isZero();
    assertThat(shell.out()).isEqualTo("corrected a1 as k3f9-8\n");
    assertThat(acts()).last().isEqualTo("POST/feeds/world/items/a1/corrections");
    assertThat(editorApi.requests().get(1).header("If-match")).isEqualTo("\"3\"");
    assertThat(body(1))
        .contains("'note':'At seven'")
        .contains("'item':{'title':'Old','lead':'Seven','tags':['x']}");
  }

  @Test
  void aRetractionCarriesItsReason() {
    says(200, DONE);

    assertThat(run("retract", "--id", "a1", "--reason", "Wrong port")).isZero();
    assertThat(shell.out()).isEqualTo("retracted a1 as k3f9-8\n");
    assertThat(acts()).containsExactly("POST/feeds/world/items/a1/retraction");
    assertThat(body(0)).isEqualTo("{'reason':'Wrong port'}");
  }

  @Test
  void aRestorationCarriesTheContent() {
    says(200, DONE);

    assertThat(run("restore", "--id", "a1", "--title", "Again", "--tag", "x")).isZero();
    assertThat(shell.out()).isEqualTo("restored a1 as k3f9-8\n");
    assertThat(acts()).containsExactly("POST/feeds/world/items/a1/restoration");
    assertThat(body(0)).isEqualTo("{'title':'Again','tags':['x']}");
  }

  @Test
  void pinsAndUnpins() {
    says(200, DONE).says(200, DONE);

    assertThat(run("pin", "--id", "a1")).isZero();
    assertThat(run("pin", "--off")).isZero();
    assertThat(shell.out()).isEqualTo("pinned a1 as k3f9-8\nunpinned a1 as k3f9-8\n");
    assertThat(acts()).containsExactly("PUT/feeds/world/pin", "DELETE/feeds/world/pin");
    assertThat(body(0)).isEqualTo("{'item':'a1'}");
  }

  @Test
  void beginsAndEndsBreakingNews() {
    says(200, DONE).says(200, DONE);

    assertThat(run("breaking", "--id", "a1", "--level", "major")).isZero();
    assertThat(run("breaking", "--id", "a1", "--end")).isZero();
    assertThat(shell.out())
        .isEqualTo("breaking news began: a1 as k3f9-8\nbreaking news ended: a1 as k3f9-8\n");
    assertThat(acts())
        .containsExactly(
            "PUT/feeds/world/items/a1/breaking", "DELETE/feeds/world/items/a1/breaking");
    assertThat(body(0)).isEqualTo("{'level':'major'}");
  }

  @Test
  void listsTheFeedsOneALine() {
    says(
        200,
        "{'feeds':[{'feed':'world','title':'Wor\\u001b[31mld','status':'open'},"
            + "{'feed':'wires','title':'Wires','status':'closed','access':'partner'}]}");

    assertThat(shell.runOn(editorApi, "feeds")).isZero();
    assertThat(shell.out())
        .isEqualTo("world  open  public  Wor [31mld\nwires  closed  partner  Wires\n");
  }

  private ItemTests says(int status, String json) {
    editorApi.thenSays(status, json.replace('\'', '"'));
    return this;
  }

  private int run(String command, String... args) {
    return shell.runOnFeed(editorApi, command, args);
  }

  private List<String> acts() {
    return editorApi.requests().stream().map(request -> request.method() + request.uri()).toList();
  }

  private String body(int request) {
    return editorApi.requests().get(request).body().replace('"', '\'');
  }
}
