package news.dateline.cli.editor;

import java.io.PrintWriter;
import news.dateline.events.FeedId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which feed of which desk. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class FeedOptions {
  @Option(names = "--feed", required = true, paramLabel = "ID", description = "The feed.")
  private FeedId feed;

  @Mixin private EditorApiOptions address;

  public FeedId feed() {
    return feed;
  }

  /**
   * The desk, with the token read.
   *
   * @param notices where to say that a request is being repeated
   */
  public EditorClient desk(PrintWriter notices) {
    return desk(feed, notices);
  }

  /** The same for another feed. */
  public EditorClient desk(FeedId other, PrintWriter notices) {
    return new EditorClient(address.desk(), other, address.token(), notices);
  }
}
