package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.SortKey;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.search.TextSearch;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers {@code /feeds/{feed}/search}: the newest items with all the words in title or lead. A
 * search takes too long for an event loop, and its time and number are limited, because every
 * client can ask for one.
 */
final class SearchHandler {
  private static final String WORDS = "q";
  private static final int DEFAULT_LIMIT = 40;
  private static final Duration MAX_SEARCH_TIME = Duration.ofMillis(50);
  private static final int MAX_SEARCHES = 2;

  private final AuthorizedLookup lookup;
  private final Representations representations;
  private final Pages pages;
  private final Semaphore searches = new Semaphore(MAX_SEARCHES);

  private record SearchRequest(String words, @Nullable SortKey before, int limit) {}

  private record Head(FeedId feed, String epoch, long seq, String q) {}

  SearchHandler(ReadContext context, Pages pages) {
    this.lookup = context.lookup();
    this.representations = context.representations();
    this.pages = pages;
  }

  Mono<ServerResponse> search(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    boolean page = Responses.prefersPage(request.headers().asHttpHeaders());
    boolean blank = request.queryParam(WORDS).orElse("").isBlank();
    return page && blank ? form(request, feed) : search(request, feed);
  }

  /** Answers a browser that has not searched yet. */
  private Mono<ServerResponse> form(ServerRequest request, FeedId feed) {
    return lookup
        .feed(request, feed, Optional.empty())
        .flatMap(
            index ->
                Responses.uncached(
                    request,
                    representations.page(
                        "search " + feed + " " + index.cursor(),
                        CachePolicy.of(index),
                        () -> pages.search(index, "", List.of(), null))));
  }

  private Mono<ServerResponse> search(ServerRequest request, FeedId feed) {
    String words =
        request.queryParam(WORDS).orElseThrow(() -> new InvalidFieldException(WORDS, "is missing"));
    TextSearch search = TextSearch.of(WORDS, words);
    SearchRequest query =
        new SearchRequest(
            words,
            QueryParameters.page(request, "before").orElse(null),
            QueryParameters.count(request, "limit").orElse(DEFAULT_LIMIT));
    Optional<Cursor> min = QueryParameters.useMin(request);
    return lookup
        .feed(request, feed, min)
        .flatMap(
            index ->
                Mono.fromCallable(() -> run(search, index, query))
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(result -> answer(request, index, query, result)));
  }

  private TextSearch.Result run(TextSearch search, FeedIndex index, SearchRequest query) {
    if (!searches.tryAcquire()) {
      ErrorResponseException busy = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
      busy.setDetail("too many searches at once");
      busy.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
      throw busy;
    }
    try {
      long start = System.nanoTime();
      return search.run(
          index.items(query.before()),
          query.limit(),
          () -> System.nanoTime() - start > MAX_SEARCH_TIME.toNanos());
    } finally {
      searches.release();
    }
  }

  private Mono<ServerResponse> answer(
      ServerRequest request, FeedIndex index, SearchRequest query, TextSearch.Result result) {
    // how far a search comes in its time differs
    String version = query + " " + index.feed() + " " + index.cursor() + " " + result.next();
    CachePolicy policy = CachePolicy.of(index);
    return Responses.uncached(
        request,
        Responses.prefersPage(request.headers().asHttpHeaders())
            ? representations.page(version, policy, () -> page(index, query, result))
            : representations.json(version, policy, () -> json(index, query, result)));
  }

  private byte[] page(FeedIndex index, SearchRequest query, TextSearch.Result result) {
    SortKey next = result.next();
    String older =
        next == null
            ? null
            : UriComponentsBuilder.fromPath("/feeds/" + index.feed() + "/search")
                .queryParam(WORDS, UriUtils.encode(query.words(), UTF_8))
                .queryParam("before", next)
                .build()
                .toUriString();
    return pages.search(index, query.words(), result.items(), older);
  }

  private static ByteBuf json(FeedIndex index, SearchRequest query, TextSearch.Result result) {
    JsonAssembler json = new JsonAssembler();
    json.begin(new Head(index.feed(), index.epoch(), index.seq(), query.words()))
        .list("items", result.items().stream(), item -> json.raw(item.json()));
    if (result.next() != null) {
      json.field("next", result.next());
    }
    return json.end().body();
  }
}
