package news.dateline.cli.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import news.dateline.testbed.terminal.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows every partner, one a line: its id, its name, what it may read, and what limits it. */
@Command(name = "list", description = "Shows the partners, one a line; never their tokens.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class PartnerListCommand implements Callable<Integer> {
  private static final List<String> LIMITS =
      List.of("origins", "streams", "issuedAt", "expiresAt", "revokedAt");

  @Mixin private EditorApiOptions address;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EditorCalls calls = address.calls(spec.commandLine().getErr());
    JsonNode list = calls.sendSuccessfully(calls.request("/partners").GET().build()).json();
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
}
