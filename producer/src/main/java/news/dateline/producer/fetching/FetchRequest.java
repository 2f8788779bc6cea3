package news.dateline.producer.fetching;

import org.jspecify.annotations.Nullable;

/**
 * What to load.
 *
 * @param authorization the header {@code Authorization}, sent to the origin of the address and to
 *     no other; null: none
 * @param etag the {@code ETag} of the present version; null if it is not known
 * @param lastModified the {@code Last-Modified} of the present version; null if it is not known
 */
public record FetchRequest(
    String address,
    @Nullable String authorization,
    @Nullable String etag,
    @Nullable String lastModified) {

  /** Hides the secret from logs. */
  @Override
  public String toString() {
    return "FetchRequest[" + address + "]";
  }
}
