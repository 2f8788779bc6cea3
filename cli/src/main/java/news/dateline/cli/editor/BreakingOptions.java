package news.dateline.cli.editor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the flags with which breaking news begins have in common. The flag of the level differs. */
abstract class BreakingOptions {
  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When the breaking news ends; an hour after it begins if left out.")
  private @Nullable String until;

  /** Returns {@code major} or {@code minor}, as it was given. */
  abstract String level();

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("level", level());
    ItemOptions.put(json, "until", until);
    return json;
  }
}
