package news.dateline.cli.editor;

import static news.dateline.testbed.terminal.CommandFailedException.UNREACHABLE;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import news.dateline.testbed.terminal.CommandFailedException;
import news.dateline.testbed.terminal.TerminalText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Publishes one item from the shell and says where in the feed it stands. */
@Command(
    name = "publish",
    description = {
      "Publishes one item.",
      "Exit code 0: published or unchanged; 1: refused; 2: wrong usage, unreachable or undecided."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class PublishCommand implements Callable<Integer> {
  @Mixin private FeedOptions options;

  @Mixin private ItemOptions item;

  @ArgGroup(exclusive = false)
  private @Nullable Opening opening;

  @Option(names = "--json", description = "Print the desk's raw answer.")
  private boolean json;

  @Spec private CommandSpec spec;

  static final class Opening {
    @Option(
        names = "--open",
        required = true,
        paramLabel = "TITLE",
        description = "Open the feed under this title first, if it is not there.")
    private String title;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "Its IANA time zone, fixed from then on.")
    private @Nullable String zone;

    @Option(names = "--language", paramLabel = "TAG", description = "Its language, BCP 47.")
    private @Nullable String language;

    private Map<String, Object> profile() {
      Map<String, Object> profile = new LinkedHashMap<>();
      profile.put("title", title);
      ItemOptions.put(profile, "timeZone", zone);
      ItemOptions.put(profile, "language", language);
      return profile;
    }
  }

  @Override
  public Integer call() {
    Map<String, Object> content = item.content();
    EditorClient desk = options.desk(spec.commandLine().getErr());
    ApiResponse reply = desk.publish(content);
    if (reply.status() == 404 && opening != null) {
      desk.open(opening.profile());
      reply = desk.publish(content);
    }
    return json ? raw(reply) : say(reply);
  }

  private int raw(ApiResponse reply) {
    spec.commandLine().getOut().println(reply.text());
    if (reply.ok()) {
      return reply.status() == 202 && !held(reply) ? UNREACHABLE : 0;
    }
    return reply.problem("desk").exitCode();
  }

  /** Decided, but not to be seen before its embargo ends. */
  private static boolean held(ApiResponse reply) {
    return reply.json().path("status").asString("").equals("held");
  }

  private int say(ApiResponse reply) {
    PrintWriter out = spec.commandLine().getOut();
    if (!reply.ok()) {
      throw reply.problem("publish");
    }
    JsonNode answer = reply.json();
    String id = TerminalText.of(answer.path("id").asString("?"));
    String cursor = answer.path("epoch").asString("?") + "-" + answer.path("seq").asString("?");
    if (held(reply)) {
      out.println("held " + id);
      return 0;
    }
    switch (reply.status()) {
      case 202 ->
          throw CommandFailedException.unreachable(
              "accepted but not decided within 10 s: event "
                  + answer.path("eventId").asString("?"));
      case 200 -> out.println("unchanged " + id);
      default -> out.println("published " + id + " as " + TerminalText.of(cursor));
    }
    return 0;
  }
}
