package news.dateline.cli.editor;

import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Marks an item as breaking news, or ends it. */
@Command(
    name = "breaking",
    description = {
      "Marks an item as breaking news, or ends its breaking news.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BreakingCommand extends ItemCommand {
  @Option(names = "--id", required = true, paramLabel = "ID", description = "The item's id.")
  private ItemId id;

  @ArgGroup(multiplicity = "1")
  private News news;

  /** What becomes of the breaking news. */
  static final class News {
    @ArgGroup(exclusive = false)
    private @Nullable BreakingStart start;

    @Option(names = "--end", required = true, description = "End the breaking news now.")
    private boolean end;
  }

  /** How breaking news begins. */
  static final class BreakingStart {
    @Option(
        names = "--level",
        required = true,
        paramLabel = "LEVEL",
        description = "major or minor.")
    private String level;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When the breaking news ends; in an hour if left out.")
    private @Nullable String until;
  }

  public BreakingCommand() {
    super("breaking news began:");
  }

  @Override
  String done() {
    return news.end ? "breaking news ended:" : super.done();
  }

  @Override
  ApiResponse send(EditorClient client) {
    BreakingStart start = news.start;
    return start == null
        ? client.endBreaking(options.feed(), id)
        : client.startBreaking(options.feed(), id, ItemOptions.breaking(start.level, start.until));
  }
}
