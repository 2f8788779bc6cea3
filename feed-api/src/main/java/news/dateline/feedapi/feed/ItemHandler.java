package news.dateline.feedapi.feed;

import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.http.FeedApiProblemHandler;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedLookup.Found;
import news.dateline.feedapi.page.Pages;
import news.dateline.support.web.ProblemHandler;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with one item, or that it is gone and why. */
final class ItemHandler {
  private final FeedLookup lookup;
  private final FeedAuthorizer authorizer;
  private final Pages pages;

  ItemHandler(ReadContext context, Pages pages) {
    this.lookup = context.lookup();
    this.authorizer = context.authorizer();
    this.pages = pages;
  }

  Mono<ServerResponse> item(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    ItemId item = QueryParameters.item(request);
    return lookup
        .feed(feed, QueryParameters.cursor(request, "min"))
        .doOnNext(index -> authorizer.authorize(request, index))
        .then(lookup.item(feed, item))
        .flatMap(found -> found.entry().retracted() ? gone(request, found) : there(request, found));
  }

  private Mono<ServerResponse> there(ServerRequest request, Found found) {
    String version = pages.version() + " " + found.index().cursor() + " " + found.entry().id();
    return Responses.wantsPage(request.headers().asHttpHeaders())
        ? Responses.page(request, version, () -> pages.item(found))
        : Responses.json(request, version, found.entry().json()::copy);
  }

  private Mono<ServerResponse> gone(ServerRequest request, Found found) {
    Item item = found.entry().item();
    return Responses.wantsPage(request.headers().asHttpHeaders())
        ? Responses.gone(request, Responses.HTML, pages.item(found))
        : Responses.gone(
            request,
            MediaType.APPLICATION_PROBLEM_JSON,
            ProblemHandler.json(
                FeedApiProblemHandler.retracted(item.reason(), item.retractedAt())));
  }
}
