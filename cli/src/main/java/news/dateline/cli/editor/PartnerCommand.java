package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.events.FeedId;
import news.dateline.events.PartnerId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Manages who may read the feeds for partners. */
@Command(
    name = "partner",
    description = {
      "Issues, lists and revokes the tokens of partners.",
      "Exit code 0: done; 1: refused; 2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PartnerCommand implements Runnable {
  private static final List<String> LIMITS =
      List.of("origins", "streams", "issuedAt", "expiresAt", "revokedAt");

  @Spec private CommandSpec spec;

  /** The flags of a new partner. */
  static final class PartnerOptions {
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

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "partner what? issue, list or revoke");
  }

  /** The token is all that goes to standard output, so that it can be piped. */
  @Command(description = "Adds a partner and prints its token, which is shown only once.")
  int issue(@Mixin PartnerOptions options, @Mixin EditorApiOptions editorApi) {
    PrintWriter err = spec.commandLine().getErr();
    JsonNode issued = editorApi.client(err).access().issuePartner(options.partner()).json();
    err.println(
        TerminalText.of(
            "partner " + issued.path("id").asString("?") + ": this is its token, shown once"));
    spec.commandLine().getOut().println(TerminalText.of(issued.path("token").asString("")));
    return 0;
  }

  @Command(description = "Lists the partners, one a line, without their tokens.")
  int list(@Mixin EditorApiOptions editorApi) {
    JsonNode list = editorApi.client(spec.commandLine().getErr()).access().partners().json();
    for (JsonNode partner : list.path("partners")) {
      spec.commandLine().getOut().println(TerminalText.of(line(partner)));
    }
    return 0;
  }

  private static String line(JsonNode partner) {
    List<String> parts = new ArrayList<>();
    parts.add(partner.path("id").asString("?"));
    parts.add(partner.path("name").asString("?"));
    parts.add("feeds " + text(partner.path("feeds")));
    LIMITS.stream()
        .filter(partner::has)
        .forEach(limit -> parts.add(limit.replace("At", "") + " " + text(partner.path(limit))));
    return String.join("  ", parts);
  }

  private static String text(JsonNode value) {
    List<String> elements = new ArrayList<>();
    value.forEach(element -> elements.add(element.asString("")));
    return value.isArray() ? String.join(",", elements) : value.asString("");
  }

  @Command(description = "Revokes a partner's token and ends its streams.")
  int revoke(
      @Mixin EditorApiOptions editorApi,
      @Parameters(paramLabel = "ID", description = "The partner's id, as partner list shows it.")
          PartnerId partner) {
    editorApi.client(spec.commandLine().getErr()).access().revokePartner(partner);
    spec.commandLine().getOut().println("revoked " + partner);
    return 0;
  }
}
