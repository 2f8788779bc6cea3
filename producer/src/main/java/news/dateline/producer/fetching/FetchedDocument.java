package news.dateline.producer.fetching;

import org.jspecify.annotations.Nullable;

/**
 * A document as a server sent it, decompressed.
 *
 * @param content null if the server says that the present version is still right
 * @param address where it was, after all redirects
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FetchedDocument(
    byte @Nullable [] content,
    @Nullable String contentType,
    String address,
    @Nullable String etag,
    @Nullable String lastModified) {}
