package news.dateline.cli.editor;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.AccessClient;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Manages who may write. */
@Command(
    name = "token",
    description = {
      "Issues the token of a reporter, an editor or a chief, and prints it once.",
      "Exit code 0: done; 1: refused; 2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TokenCommand implements Callable<Integer> {
  private static final List<String> DETAILS =
      List.of("review", "issuedAt", "expiresAt", "revokedAt", "erasedAt");

  private static final String SUBCOMMANDS = "token list and token revoke";

  @Spec private CommandSpec spec;

  // not required for picocli, because it would require them of the subcommands too
  @Option(names = "--name", paramLabel = "NAME", description = "The name of the person or script.")
  private @Nullable String name;

  @Option(
      names = "--role",
      split = ",",
      paramLabel = "ROLE",
      description =
          "reporter: submits, publishes and updates own items. editor: also all other items,"
              + " corrections, pins, breaking news and retractions. chief: also feeds, imports,"
              + " restorations, partners and tokens.")
  private List<Role> roles = List.of();

  @Option(
      names = "--feeds",
      split = ",",
      paramLabel = "ID",
      description = "The feeds on which the role holds; all if left out.")
  private @Nullable List<FeedId> feeds;

  @Option(
      names = "--review",
      description = "What a reporter writes waits until an editor releases it.")
  private boolean review;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long the token is valid, such as 12h or 90d; for ever if left out.")
  private @Nullable Duration expires;

  @Mixin private EditorApiOptions editorApi;

  /** The token is all that goes to standard output, so that it can be piped. */
  @Override
  public Integer call() {
    if (name == null || roles.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a token needs --name and --role (or: token list, token revoke)");
    }
    PrintWriter err = spec.commandLine().getErr();
    JsonNode issued = editorApi.client(err).access().issueIdentity(identity(name)).json();
    err.println(
        TerminalText.of(
            "identity " + issued.path("id").asString("?") + ": this is its token, shown once"));
    spec.commandLine().getOut().println(TerminalText.of(issued.path("token").asString("")));
    return 0;
  }

  private Map<String, Object> identity(String given) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("name", given);
    identity.put(
        "roles", roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList());
    ItemOptions.put(identity, "feeds", feeds);
    if (review) {
      identity.put("review", true);
    }
    if (expires != null) {
      identity.put("expiresAt", Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS));
    }
    return identity;
  }

  @Command(description = "Lists the identities, one a line, without their tokens.")
  int list(@Mixin EditorApiOptions api) {
    EditorApiOptions.refuseFlagsBefore(spec, SUBCOMMANDS);
    JsonNode list = api.client(spec.commandLine().getErr()).access().identities().json();
    for (JsonNode identity : list.path("identities")) {
      spec.commandLine().getOut().println(TerminalText.of(line(identity)));
    }
    return 0;
  }

  private static String line(JsonNode identity) {
    List<String> parts = new ArrayList<>();
    parts.add(identity.path("id").asString("?"));
    parts.add(identity.path("name").asString("(name erased)"));
    parts.add(text(identity.path("roles")));
    parts.add(identity.has("feeds") ? "feeds " + text(identity.path("feeds")) : "all feeds");
    DETAILS.stream()
        .filter(identity::has)
        .forEach(
            name -> parts.add((name.replace("At", "") + " " + detail(identity, name)).strip()));
    return String.join("  ", parts);
  }

  private static String detail(JsonNode identity, String name) {
    return identity.path(name).isBoolean() ? "" : text(identity.path(name));
  }

  private static String text(JsonNode value) {
    List<String> elements = new ArrayList<>();
    value.forEach(element -> elements.add(element.asString("")));
    return value.isArray() ? String.join(",", elements) : value.asString("");
  }

  @Command(description = "Revokes the token of an identity.")
  int revoke(
      @Mixin EditorApiOptions api,
      @Option(
              names = "--erase-name",
              description = "Also erase the name. What the identity did stays under its id.")
          boolean eraseName,
      @Parameters(paramLabel = "ID", description = "The identity's id, as token list shows it.")
          IdentityId identity) {
    EditorApiOptions.refuseFlagsBefore(spec, SUBCOMMANDS);
    AccessClient client = api.client(spec.commandLine().getErr()).access();
    client.revokeIdentity(identity);
    if (eraseName) {
      client.eraseName(identity);
    }
    spec.commandLine()
        .getOut()
        .println("revoked " + identity + (eraseName ? ", and erased its name" : ""));
    return 0;
  }
}
