package news.dateline.cli.editor;

import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pins an item at the top of its feed, or unpins the one that is. */
@Command(
    name = "pin",
    description = {
      "Pins an item at the top of its feed; the one that was pinned is no longer.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PinCommand extends ItemCommand {
  @ArgGroup(multiplicity = "1")
  private Pin pin;

  /** The item to pin, or none. */
  static final class Pin {
    @Option(names = "--id", required = true, paramLabel = "ID", description = "The item's id.")
    private ItemId id;

    @Option(names = "--off", required = true, description = "Unpin the item that is pinned.")
    private boolean off;
  }

  public PinCommand() {
    super("pinned");
  }

  @Override
  String done() {
    return pin.off ? "unpinned" : super.done();
  }

  @Override
  ApiResponse send(EditorClient client) {
    return pin.off ? client.unpin(options.feed()) : client.pin(options.feed(), pin.id);
  }
}
