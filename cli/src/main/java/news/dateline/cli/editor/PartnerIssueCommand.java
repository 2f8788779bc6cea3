package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import news.dateline.events.FeedId;
import news.dateline.testbed.terminal.TerminalText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Adds a partner. Its token goes to standard output, so that it can be piped, and nowhere else. */
@Command(name = "issue", description = "Adds a partner and prints its token, which is shown once.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class PartnerIssueCommand implements Callable<Integer> {
  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who it is.")
  private String name;

  @Option(
      names = "--feeds",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "The feeds it may read.")
  private List<FeedId> feeds;

  @Option(
      names = "--origins",
      split = ",",
      paramLabel = "ORIGIN",
      description = "The only web sites on which browsers may use it, https://example.com.")
  private List<String> origins = List.of();

  @Option(
      names = "--streams",
      paramLabel = "N",
      description = "How many streams it may have open on one replica; no limit if left out.")
  private @Nullable Integer streams;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long the token is good, 12h or 90d; for ever if left out.")
  private @Nullable Duration expires;

  @Mixin private EditorApiOptions address;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    EditorCalls calls = address.calls(err);
    JsonNode issued =
        calls
            .sendSuccessfully(calls.request("/partners").POST(EditorCalls.json(profile())).build())
            .json();
    err.println(
        TerminalText.of(
            "partner " + issued.path("id").asString("?") + ": this is its token, shown once"));
    spec.commandLine().getOut().println(TerminalText.of(issued.path("token").asString("")));
    return 0;
  }

  private Map<String, Object> profile() {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("name", name);
    profile.put("feeds", feeds);
    ItemOptions.put(profile, "origins", origins);
    ItemOptions.put(profile, "streams", streams);
    if (expires != null) {
      profile.put("expiresAt", Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS));
    }
    return profile;
  }
}
