package news.dateline.cli.editor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Changes some fields of an item. */
@Command(
    name = "update",
    description = {
      "Changes the fields of an item that have a flag; an empty value removes a field.",
      "Refused if somebody else changes the item at the same moment.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class UpdateCommand extends ItemCommand {
  private static final Set<String> FIELDS =
      Arrays.stream(ItemContent.class.getRecordComponents())
          .map(field -> field.getName())
          .collect(Collectors.toSet());

  @Option(names = "--id", required = true, paramLabel = "ID", description = "The item's id.")
  private ItemId id;

  @Option(names = "--title", paramLabel = "TEXT", description = "The headline.")
  private @Nullable String title;

  @Mixin private ItemOptions item;

  public UpdateCommand() {
    this("updated");
  }

  UpdateCommand(String done) {
    super(done);
  }

  @Override
  ApiResponse send(EditorClient client) {
    Map<String, Object> flags = new LinkedHashMap<>();
    ItemOptions.put(flags, "title", title);
    item.putInto(flags);
    JsonNode present = client.item(options.feed(), id).json();
    return send(client, id, changed(present, flags), present.path("version").asInt());
  }

  /**
   * Sends the changed content.
   *
   * @param version the version that was changed
   */
  ApiResponse send(EditorClient client, ItemId item, Map<String, ?> content, int version) {
    return client.update(options.feed(), item, content, version);
  }

  private static Map<String, Object> changed(JsonNode present, Map<String, Object> flags) {
    JsonNode content = present.path(present.has("held") ? "held" : "item");
    Map<String, Object> item = new LinkedHashMap<>();
    content.properties().stream()
        .filter(field -> FIELDS.contains(field.getKey()))
        .forEach(field -> item.put(field.getKey(), field.getValue()));
    item.putAll(flags);
    item.values().removeAll(List.of("", List.of("")));
    return item;
  }
}
