package news.dateline.cli.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the partners, one a line: id, name, feeds and limits. */
@Command(name = "list", description = "Lists the partners, one a line, without their tokens.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PartnerListCommand implements Callable<Integer> {
  private static final List<String> LIMITS =
      List.of("origins", "streams", "issuedAt", "expiresAt", "revokedAt");

  @Mixin private EditorApiOptions editorApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode list = editorApi.client(spec.commandLine().getErr()).partners().json();
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
