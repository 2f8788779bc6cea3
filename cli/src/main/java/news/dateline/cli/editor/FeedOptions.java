package news.dateline.cli.editor;

import java.io.PrintWriter;
import news.dateline.client.EditorClient;
import news.dateline.events.FeedId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say which feed of which service is written to. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FeedOptions {
  @Option(names = "--feed", required = true, paramLabel = "ID", description = "The feed's id.")
  private FeedId feed;

  @Mixin private EditorApiOptions editorApi;

  public FeedId feed() {
    return feed;
  }

  /** A client of the editors' API, which reports repeated requests to {@code notices}. */
  public EditorClient client(PrintWriter notices) {
    return editorApi.client(notices);
  }
}
