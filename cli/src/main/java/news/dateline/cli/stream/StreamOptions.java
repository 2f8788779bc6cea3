package news.dateline.cli.stream;

import java.net.URI;
import java.util.Map;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where readers are served. */
@SuppressWarnings("NullAway.Init") // picocli fills the field in
public final class StreamOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The public API (${DEFAULT-VALUE}).")
  private URI url;

  /** Where the stream of this feed is. */
  public URI place(FeedId feed) {
    return URI.create(url + "/feeds/" + feed + "/stream");
  }

  /**
   * A stream of this feed, not connected yet.
   *
   * @param token a partner's, for a feed that needs one
   */
  FeedStream stream(FeedId feed, Map<String, String> query, @Nullable String token) {
    return new FeedStream(url, feed, query, token);
  }
}
