package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import news.dateline.client.ScriptedServer;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WatchTests {
  private static final String HERE = "retry: 10\n" + frame(4, "at", "{}");

  @TempDir private Path directory;
  @RegisterExtension private final ScriptedServer feedApi = new ScriptedServer();
  private final Shell shell = new Shell(Dateline::run);

  @Test
  void printsALineForEachChange() {
    feedApi.thenStreams(
        HERE
            + frame(5, "feed", "{'change':'opened','seq':5,'feed':{'title':'World'}}")
            + published(6, "Bridge reopens")
            + frame(
                7,
                "item",
                "{'change':'updated','id':'a','seq':7,'item':{'label':'live','title':'Ferry'}}")
            + frame(8, "at", "{}")
            + frame(9, "item", "{'change':'retracted','id':'a','seq':9,'reason':'Wrong'}"));

    assertThat(watch("--count", "4")).isZero();
    assertThat(changes())
        .isEqualTo(
            """
            opened     the feed World (5)
            published  Bridge reopens (6)
            updated    live: Ferry (7)
            retracted  a: Wrong (9)
            """);
    assertThat(shell.err()).contains("connected to " + feedApi.url() + "/feeds/world/stream");
  }

  @Test
  void sendsThePartnersTokenInTheHeader() throws IOException {
    feedApi.thenStreams(HERE + published(5, "First"));
    Path token = Files.writeString(directory.resolve("partner"), "p-1.s3cret\n");

    assertThat(watch("--count", "1", "--token-file", token.toString())).isZero();
    assertThat(feedApi.requests().get(0).header("Authorization")).isEqualTo("Bearer p-1.s3cret");
  }

  @Test
  void resumesAfterTheLastWholeEventIfTheConnectionBreaks() {
    String half = published(6, "Never dispatched").substring(0, 60);
    feedApi
        .thenBreaksOffAfter(HERE + published(5, "First") + half)
        .thenStreams(frame(5, "at", "{}") + published(6, "Second"));

    assertThat(watch("--count", "2")).isZero();
    assertThat(changes()).isEqualTo("published  First (5)\npublished  Second (6)\n");
    assertThat(feedApi.requests().get(0).header("Last-event-id")).isNull();
    assertThat(feedApi.requests().get(1).header("Last-event-id")).isEqualTo("k3f9-5");
    assertThat(shell.err()).contains("connection lost, trying again in 0.0 s");
  }

  @Test
  void saysNothingOfAStreamThatTheServerEndsAndResumes() {
    feedApi
        .then(exchange -> end(exchange, HERE + published(5, "First")))
        .thenStreams(HERE + published(6, "Second"));

    assertThat(watch("--count", "2")).isZero();
    assertThat(changes()).isEqualTo("published  First (5)\npublished  Second (6)\n");
    assertThat(shell.err().lines()).hasSize(1);
  }

  @Test
  void saysThatTheConnectionIsLostIfAStreamThatEndedCannotResume() {
    feedApi
        .then(exchange -> end(exchange, HERE))
        .thenIsUnavailable()
        .thenStreams(HERE + published(5, "Back again"));

    assertThat(watch("--count", "1")).isZero();
    assertThat(shell.err().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("connected to"),
            lost -> assertThat(lost).contains("connection lost, trying again in"),
            again -> assertThat(again).contains("connected to"));
  }

  private static void end(HttpExchange exchange, String body) throws IOException {
    ScriptedServer.begin(exchange, body);
    exchange.close();
  }

  @Test
  void reconnectsToAServerThatWasUnavailable() {
    feedApi
        .thenBreaksOffAfter(HERE)
        .thenIsUnavailable()
        .thenStreams(HERE + published(5, "Back again"));

    assertThat(watch("--count", "1")).isZero();
    assertThat(changes()).isEqualTo("published  Back again (5)\n");
  }

  @Test
  void printsThatChangesMayBeMissingAfterAReset() {
    feedApi.thenStreams(
        HERE
            + frame(40, "reset", "{'reason':'unknown-epoch','snapshot':'/feeds/world'}")
            + frame(40, "busy", "{'reason':'stopping'}")
            + published(41, "Later"));

    assertThat(watch("--count", "1")).isZero();
    assertThat(changes())
        .isEqualTo(
            """
            reset      (unknown-epoch) changes may be missing above; going on from k3f9-40
            busy       (stopping)
            published  Later (41)
            """);
  }

  @Test
  void removesControlCharactersFromATitle() {
    feedApi.thenStreams(HERE + published(5, "a\\u001b[2Jb\\u202ec\\u0007d\\u2028e\\u009bf"));

    assertThat(watch("--count", "1")).isZero();
    assertThat(changes()).isEqualTo("published  a [2Jb c d e f (5)\n");
  }

  @Test
  void asksForEarlierChanges() {
    feedApi.thenStreams(published(5, "A")).thenStreams(published(5, "A"));

    assertThat(watch("--count", "1", "--last", "10")).isZero();
    assertThat(watch("--count", "1", "--after", "k3f9-4")).isZero();
    assertThat(feedApi.requests().stream().map(ScriptedServer.Request::uri))
        .containsExactly("/feeds/world/stream?last=10", "/feeds/world/stream?after=k3f9-4");
  }

  @Test
  void endsWithOneLineIfAnotherAttemptIsUseless() {
    ScriptedServer gone = new ScriptedServer();
    gone.close();
    feedApi.thenSays(404, "{}").thenSays(400, "{}");

    assertThat(watch()).isEqualTo(2);
    assertThat(watch()).isEqualTo(2);
    assertThat(shell.run("watch", "--feed", "world", "--url", gone.url())).isEqualTo(2);
    assertThat(shell.err().lines())
        .containsExactly(
            feedApi.url() + "/feeds/world/stream: there is no such feed (404)",
            feedApi.url() + "/feeds/world/stream: the stream is refused (400)",
            "nothing answers at " + gone.url() + "/feeds/world/stream");
  }

  private int watch(String... args) {
    String[] all = new String[args.length + 5];
    System.arraycopy(
        new String[] {"watch", "--feed", "world", "--url", feedApi.url()}, 0, all, 0, 5);
    System.arraycopy(args, 0, all, 5, args.length);
    return shell.run(all);
  }

  /** The printed lines without their times. */
  private String changes() {
    assertThat(shell.out().lines())
        .allMatch(line -> line.matches("[0-9]{2}:[0-9]{2}:[0-9]{2}  .+"));
    return shell.out().replaceAll("(?m)^.{10}", "");
  }

  private static String published(long seq, String title) {
    return frame(
        seq,
        "item",
        "{'change':'published','id':'a','seq':%d,'item':{'title':'%s'}}".formatted(seq, title));
  }

  private static String frame(long seq, String type, String json) {
    return "id: k3f9-%d\nevent: %s\ndata: %s\n\n".formatted(seq, type, json.replace('\'', '"'));
  }
}
