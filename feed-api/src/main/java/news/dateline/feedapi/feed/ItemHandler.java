package news.dateline.feedapi.feed;

import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.feedapi.access.Gate;
import news.dateline.feedapi.http.Answers;
import news.dateline.feedapi.http.Parameters;
import news.dateline.feedapi.http.Problem;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedLookup.Found;
import news.dateline.feedapi.page.Pages;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with one item, or that it is gone and why. */
final class ItemHandler {
  private final FeedLookup lookup;
  private final Gate gate;
  private final Pages pages;

  ItemHandler(Reading reading, Pages pages) {
    this.lookup = reading.lookup();
    this.gate = reading.gate();
    this.pages = pages;
  }

  Mono<ServerResponse> item(ServerRequest request) {
    FeedId feed = Parameters.feed(request);
    ItemId item = Parameters.item(request);
    return lookup
        .feed(feed, Parameters.cursor(request, "min"))
        .doOnNext(index -> gate.check(request, index))
        .then(lookup.item(feed, item))
        .flatMap(found -> found.entry().retracted() ? gone(request, found) : there(request, found));
  }

  private Mono<ServerResponse> there(ServerRequest request, Found found) {
    String version = pages.build() + " " + found.index().cursor() + " " + found.entry().id();
    return Answers.wantsPage(request.headers().asHttpHeaders())
        ? Answers.page(request, version, () -> pages.item(found))
        : Answers.json(request, version, found.entry().json()::copy);
  }

  private Mono<ServerResponse> gone(ServerRequest request, Found found) {
    Item item = found.entry().item();
    return Answers.wantsPage(request.headers().asHttpHeaders())
        ? Answers.gone(request, Answers.HTML, pages.item(found))
        : Answers.gone(
            request,
            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON,
            Json.write(Problem.retracted(item.reason(), item.retractedAt())));
  }
}
