package news.dateline.producer.fetching;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, after redirects.
 *
 * @param body the decompressed body; empty unless the status is 200
 * @param retryAfter the header {@code Retry-After}; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FetchedDocument(
    int status,
    byte[] body,
    @Nullable String contentType,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String retryAfter) {}
