package news.dateline.cli.editor;

import java.util.LinkedHashMap;
import java.util.Map;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes a retracted item again. */
@Command(
    name = "restore",
    description = {
      "Publishes a retracted item again, with the content that the flags give.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RestoreCommand extends ItemCommand {
  @Option(names = "--id", required = true, paramLabel = "ID", description = "The item's id.")
  private ItemId id;

  @Option(names = "--title", required = true, paramLabel = "TEXT", description = "The headline.")
  private String title;

  @Mixin private ItemOptions item;

  public RestoreCommand() {
    super("restored");
  }

  @Override
  ApiResponse send(EditorClient client) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("title", title);
    item.putInto(content);
    return client.restore(options.feed(), id, content);
  }
}
