package news.dateline.cli.stream;

import java.net.URI;
import news.dateline.client.FeedClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag that says where the public API is. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class StreamOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The address of the public API (${DEFAULT-VALUE}).")
  private URI url;

  public URI address() {
    return url;
  }

  /** The address of a feed's stream. */
  public URI streamAddress(FeedId feed) {
    return URI.create(url + "/feeds/" + feed + "/stream");
  }

  /** A client with a partner's token; null for feeds that everyone may read. */
  FeedClient client(@Nullable String token) {
    return new FeedClient(url, token, RetryPolicy.DEFAULT);
  }
}
