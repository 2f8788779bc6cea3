package news.dateline.cli.editor;

import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retracts an item. */
@Command(
    name = "retract",
    description = {
      "Removes the content of an item for good; readers see the reason instead.",
      "An item that is not public yet is withdrawn.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RetractCommand extends ItemCommand {
  @Option(names = "--id", required = true, paramLabel = "ID", description = "The item's id.")
  private ItemId id;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why. Readers see it.")
  private String reason;

  public RetractCommand() {
    super("retracted");
  }

  @Override
  ApiResponse send(EditorClient client) {
    return client.retract(options.feed(), id, reason);
  }
}
