package news.dateline.producer.importing;

import news.dateline.events.Actor;
import news.dateline.events.FeedId;
import news.dateline.producer.editorial.EditorRequest;

/**
 * The request of an editor to import a document into a feed.
 *
 * @param editor the author by its id
 * @param key the {@code Idempotency-Key} of the import
 * @param line what the import is, for the digest of its events
 * @param eventSource the {@code ce_source} of its events
 * @param actor the author of its events
 */
record ImportOrder(
    FeedId feed, String editor, String key, String line, String eventSource, Actor actor) {

  static ImportOrder of(EditorRequest request) {
    return new ImportOrder(
        request.feed(),
        request.editor(),
        request.idempotencyKey(),
        request.requestLine(),
        request.source(),
        request.actor());
  }
}
