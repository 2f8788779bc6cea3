package news.dateline.cli.editor;

import java.util.Map;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import news.dateline.events.ItemId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Corrects an item, with a note that readers see. */
@Command(
    name = "correct",
    description = {
      "Corrects an item: changes the fields that have a flag, and adds a public note.",
      "An empty value removes a field. Refused if somebody else changes the item at the same moment.",
      ItemCommand.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CorrectCommand extends UpdateCommand {
  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "What was wrong. Readers see it.")
  private String note;

  public CorrectCommand() {
    super("corrected");
  }

  @Override
  ApiResponse send(EditorClient client, ItemId item, Map<String, ?> content, int version) {
    return client.correct(options.feed(), item, note, content, version);
  }
}
