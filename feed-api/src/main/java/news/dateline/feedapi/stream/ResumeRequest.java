package news.dateline.feedapi.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.fanout.Selection;
import news.dateline.feedapi.http.QueryParameters;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where a client asks to resume.
 *
 * @param cursors the cursor of each feed that the client names
 * @param malformed true if the header {@code Last-Event-ID} is not a position
 * @param newest how many of the newest items to send first for a feed without a cursor
 */
record ResumeRequest(Map<FeedId, Cursor> cursors, boolean malformed, Optional<Integer> newest) {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String AFTER = "after";

  static ResumeRequest of(ServerRequest request, Selection selection) {
    String last = request.headers().firstHeader(LAST_EVENT_ID);
    Optional<Integer> newest = QueryParameters.count(request, "last");
    // the header wins, because a browser reconnects with the original URL
    if (last == null || last.isEmpty()) {
      Map<FeedId, Cursor> cursors =
          request.queryParam(AFTER).map(text -> parse(AFTER, text, selection)).orElse(Map.of());
      return new ResumeRequest(cursors, false, newest);
    }
    try {
      return new ResumeRequest(parse(LAST_EVENT_ID, last, selection), false, newest);
    } catch (InvalidFieldException e) {
      return new ResumeRequest(Map.of(), true, newest);
    }
  }

  /** Parses {@code epoch-seq}, or {@code feed:epoch-seq,…} if events name their feed. */
  private static Map<FeedId, Cursor> parse(String field, String text, Selection selection) {
    if (!selection.named()) {
      return Map.of(selection.feeds().get(0), Cursor.parse(field, text));
    }
    Map<FeedId, Cursor> cursors = new HashMap<>();
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new InvalidFieldException(field, "is not <feed>:<epoch>-<seq>,…");
      }
      Cursor cursor = Cursor.parse(field, part.substring(colon + 1));
      selection.feeds().stream()
          .filter(feed -> feed.value().equals(part.substring(0, colon)))
          .forEach(feed -> cursors.put(feed, cursor));
    }
    return cursors;
  }

  Optional<Cursor> cursor(FeedId feed) {
    return Optional.ofNullable(cursors.get(feed));
  }
}
