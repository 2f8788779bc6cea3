package news.dateline.producer.fetching;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded.
 *
 * @param headers headers of the request, such as {@code Authorization}. No other origin gets them
 * @param etag the {@code ETag} of what is known already; null if nothing is
 * @param lastModified the {@code Last-Modified} of what is known already; null if nothing is
 */
public record FetchRequest(
    String address,
    Map<String, String> headers,
    @Nullable String etag,
    @Nullable String lastModified) {
  public FetchRequest {
    headers = Map.copyOf(headers);
  }

  /** Returns the request that follows a redirect to another address. */
  FetchRequest redirectedTo(String target, boolean sameOrigin) {
    return new FetchRequest(target, sameOrigin ? headers : Map.of(), etag, lastModified);
  }

  /** Names no address and no header: either may contain a secret. */
  @Override
  public String toString() {
    return "FetchRequest";
  }
}
