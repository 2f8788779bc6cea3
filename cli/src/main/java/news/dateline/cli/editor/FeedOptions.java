package news.dateline.cli.editor;

import news.dateline.events.FeedId;
import picocli.CommandLine.Option;

/** The flags that say which feed of which service is written to. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class FeedOptions extends EditorApiOptions {
  @Option(names = "--feed", required = true, paramLabel = "ID", description = "The feed's id.")
  private FeedId feed;

  public FeedId feed() {
    return feed;
  }
}
