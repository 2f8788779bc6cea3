package news.dateline.cli.editor;

import java.util.LinkedHashMap;
import java.util.Map;
import news.dateline.client.ApiException;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes one item and prints its position in the feed. */
@Command(
    name = "publish",
    description = {"Publishes one item.", ItemCommand.EXIT_CODES})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PublishCommand extends ItemCommand {
  @Option(names = "--title", required = true, paramLabel = "TEXT", description = "The headline.")
  private String title;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The item's id; the service draws one if left out.")
  private @Nullable String id;

  @Mixin private ItemOptions item;

  @ArgGroup(exclusive = false)
  private @Nullable NewFeed newFeed;

  @ArgGroup(exclusive = false)
  private @Nullable BreakingNews breaking;

  /** The flags with which a missing feed is opened. */
  static final class NewFeed {
    @Option(
        names = "--open",
        required = true,
        paramLabel = "TITLE",
        description = "Open the feed with this title if there is none.")
    private String title;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The IANA time zone of the new feed; it cannot be changed later.")
    private @Nullable String zone;

    @Option(
        names = "--language",
        paramLabel = "TAG",
        description = "The language of the new feed, a BCP 47 tag.")
    private @Nullable String language;

    @Option(names = "--live-blog", description = "Show the new feed as a live blog: whole items.")
    private boolean liveBlog;

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("title", title);
      ItemOptions.put(settings, "timeZone", zone);
      ItemOptions.put(settings, "language", language);
      ItemOptions.put(settings, "presentation", liveBlog ? "live-blog" : null);
      return settings;
    }
  }

  /** The flags that publish the item as breaking news. */
  static final class BreakingNews {
    @Option(
        names = "--breaking",
        required = true,
        paramLabel = "LEVEL",
        description = "Publish the item as breaking news: major or minor.")
    private String level;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When the breaking news ends; an hour after the release if left out.")
    private @Nullable String until;
  }

  public PublishCommand() {
    super("published");
  }

  @Override
  ApiResponse send(EditorClient client) {
    Map<String, Object> content = new LinkedHashMap<>();
    ItemOptions.put(content, "id", id);
    content.put("title", title);
    item.putInto(content);
    if (breaking != null) {
      content.put("breaking", ItemOptions.breaking(breaking.level, breaking.until));
    }
    try {
      return client.publish(options.feed(), content);
    } catch (ApiException e) {
      if (e.status() != 404 || newFeed == null) {
        throw e;
      }
      client.openFeed(options.feed(), newFeed.settings());
      return client.publish(options.feed(), content);
    }
  }
}
