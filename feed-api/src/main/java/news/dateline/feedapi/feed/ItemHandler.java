package news.dateline.feedapi.feed;

import io.netty.buffer.Unpooled;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.FeedApiProblemHandler;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedLookup.Found;
import news.dateline.feedapi.page.Pages;
import news.dateline.support.web.ProblemHandler;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers {@code /feeds/{feed}/items/{item}}: the item, or 410 with the reason of its retraction.
 */
final class ItemHandler {
  private final AuthorizedLookup lookup;
  private final Representations representations;
  private final Pages pages;

  ItemHandler(ReadContext context, Pages pages) {
    this.lookup = context.lookup();
    this.representations = context.representations();
    this.pages = pages;
  }

  Mono<ServerResponse> item(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    ItemId item = QueryParameters.item(request);
    return lookup
        .item(request, feed, item, QueryParameters.useMin(request))
        .flatMap(found -> found.entry().retracted() ? gone(request, found) : found(request, found));
  }

  private Mono<ServerResponse> found(ServerRequest request, Found found) {
    CachePolicy policy = CachePolicy.of(found.index());
    String version = found.index().feed() + " " + found.index().cursor() + " " + found.entry().id();
    return Responses.prefersPage(request.headers().asHttpHeaders())
        ? Responses.uncached(
            request,
            representations.page(
                version + " " + pages.today(found.index()), policy, () -> pages.item(found)))
        : Responses.uncached(
            request,
            representations.json(
                version,
                policy,
                () -> Unpooled.wrappedBuffer(found.entry().json().asByteBuffer())));
  }

  private Mono<ServerResponse> gone(ServerRequest request, Found found) {
    CachePolicy policy = CachePolicy.of(found.index());
    Item item = found.entry().item();
    return Responses.prefersPage(request.headers().asHttpHeaders())
        ? Responses.gone(policy, Responses.HTML, pages.item(found))
        : Responses.gone(
            policy,
            MediaType.APPLICATION_PROBLEM_JSON,
            ProblemHandler.json(
                FeedApiProblemHandler.retracted(item.reason(), item.retractedAt())));
  }
}
