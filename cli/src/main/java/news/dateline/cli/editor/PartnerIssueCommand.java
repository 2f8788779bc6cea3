package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Adds a partner. The token is all that goes to standard output, so that it can be piped. */
@Command(
    name = "issue",
    description = "Adds a partner and prints its token, which is shown only once.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PartnerIssueCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The partner's name.")
  private String name;

  @Option(
      names = "--feeds",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "The feeds that the partner may read.")
  private List<FeedId> feeds;

  @Option(
      names = "--origins",
      split = ",",
      paramLabel = "ORIGIN",
      description =
          "The only web sites on which browsers may use the token, such as https://example.com.")
  private List<String> origins = List.of();

  @Option(
      names = "--streams",
      paramLabel = "N",
      description =
          "The most streams the partner may have open on one replica; no limit if left out.")
  private @Nullable Integer streams;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long the token is valid, such as 12h or 90d; for ever if left out.")
  private @Nullable Duration expires;

  @Mixin private EditorApiOptions editorApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    JsonNode issued = editorApi.client(err).issuePartner(partner()).json();
    err.println(
        TerminalText.of(
            "partner " + issued.path("id").asString("?") + ": this is its token, shown once"));
    spec.commandLine().getOut().println(TerminalText.of(issued.path("token").asString("")));
    return 0;
  }

  private Map<String, Object> partner() {
    Map<String, Object> partner = new LinkedHashMap<>();
    partner.put("name", name);
    partner.put("feeds", feeds);
    ItemOptions.put(partner, "origins", origins);
    ItemOptions.put(partner, "streams", streams);
    if (expires != null) {
      partner.put("expiresAt", Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS));
    }
    return partner;
  }
}
