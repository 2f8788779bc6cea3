package news.dateline.cli.editor;

import static news.dateline.cli.terminal.CommandFailedException.UNREACHABLE;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.client.ApiException;
import news.dateline.client.ApiResponse;
import news.dateline.client.EditorClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Publishes one item and prints its position in the feed. */
@Command(
    name = "publish",
    description = {
      "Publishes one item.",
      "Exit code 0: published, held or unchanged; 1: refused;",
      "2: wrong usage, no outcome within 10 s, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PublishCommand implements Callable<Integer> {
  @Mixin private FeedOptions options;

  @Mixin private ItemOptions item;

  @ArgGroup(exclusive = false)
  private @Nullable NewFeed newFeed;

  @ArgGroup(exclusive = false)
  private @Nullable BreakingNews breaking;

  @Option(names = "--json", description = "Print the answer of the service as it is.")
  private boolean json;

  @Spec private CommandSpec spec;

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

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("level", level);
      ItemOptions.put(json, "until", until);
      return json;
    }
  }

  @Override
  public Integer call() {
    Map<String, Object> content = item.content();
    ItemOptions.put(content, "breaking", breaking == null ? null : breaking.json());
    EditorClient client = options.client(spec.commandLine().getErr());
    try {
      ApiResponse answer = publish(client, content);
      if (json) {
        spec.commandLine().getOut().println(answer.text());
        return answer.status() == 202 && !isHeld(answer) ? UNREACHABLE : 0;
      }
      return report(answer);
    } catch (ApiException e) {
      ApiResponse refusal = e.response();
      if (!json || refusal == null) {
        throw e;
      }
      spec.commandLine().getOut().println(refusal.text());
      return CommandFailedException.of(e, "publish").exitCode();
    }
  }

  private ApiResponse publish(EditorClient client, Map<String, Object> content) {
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

  /** Returns true if the item is accepted but not public before its embargo ends. */
  private static boolean isHeld(ApiResponse answer) {
    return answer.json().path("status").asString("").equals("held");
  }

  private int report(ApiResponse response) {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode answer = response.json();
    String id = TerminalText.of(answer.path("id").asString("?"));
    if (isHeld(response)) {
      out.println("held " + id);
    } else if (response.status() == 202) {
      throw CommandFailedException.unreachable(
          "accepted but not decided within 10 s: event " + answer.path("eventId").asString("?"));
    } else if (response.status() == 200) {
      out.println("unchanged " + id);
    } else {
      String cursor = answer.path("epoch").asString("?") + "-" + answer.path("seq").asString("?");
      out.println("published " + id + " as " + TerminalText.of(cursor));
    }
    return 0;
  }
}
