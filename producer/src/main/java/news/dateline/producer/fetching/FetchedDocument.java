package news.dateline.producer.fetching;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, after redirects.
 *
 * @param address the address that answered, the last of the redirects
 * @param body the decompressed body; empty unless the status is 200
 * @param retryAfter the header {@code Retry-After}; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FetchedDocument(
    String address,
    int status,
    byte[] body,
    @Nullable String contentType,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String retryAfter) {}
