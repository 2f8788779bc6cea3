package news.dateline.producer.importing;

import java.util.Map;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;

/**
 * A document that the producer itself has loaded from a source.
 *
 * @param source the name of the source
 * @param address where the document was
 * @param contentType its media type; null if the server named none
 * @param labels the labels of the feed, by the tags of the source that stand for them
 * @param generation number of the poller, which is higher than that of all pollers before
 * @param key names this poll among all of the source
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PolledDocument(
    FeedId feed,
    String source,
    byte[] content,
    String address,
    @Nullable String contentType,
    Map<String, String> labels,
    long generation,
    String key) {}
