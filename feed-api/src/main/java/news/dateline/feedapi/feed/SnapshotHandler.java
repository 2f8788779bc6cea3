package news.dateline.feedapi.feed;

import io.netty.buffer.ByteBuf;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.PublicFeed.Status;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representation;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup.Found;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.feedapi.page.Pages;
import news.dateline.feedapi.page.Pages.FeedLink;
import news.dateline.pages.Messages;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /feeds/{feed}} and {@code /}: a page of a feed, as JSON or HTML. */
final class SnapshotHandler {
  private final FeedStore feeds;
  private final AuthorizedLookup lookup;
  private final Representations representations;
  private final Pages pages;
  private final Messages messages;
  private final RepresentationCache<FeedIndex> latest = new RepresentationCache<>();
  private final RepresentationCache<PageContent> latestPages = new RepresentationCache<>();

  /** What a page is made from: it links to the other feeds too, and names the present day. */
  private record PageContent(FeedIndex index, LocalDate today, List<FeedLink> feeds) {}

  private record Head(
      FeedId feed,
      String title,
      String language,
      String timeZone,
      Presentation presentation,
      Status status,
      String epoch,
      long seq) {
    static Head of(FeedIndex index) {
      FeedSettings profile = index.profile();
      return new Head(
          index.feed(),
          profile.title(),
          profile.language(),
          profile.timeZone(),
          profile.presentationOrDefault(),
          index.state().status(),
          index.epoch(),
          index.seq());
    }
  }

  private record DayHead(LocalDate date, String heading) {}

  SnapshotHandler(ReadContext context, Pages pages, Messages messages) {
    this.feeds = context.feeds();
    this.lookup = context.lookup();
    this.representations = context.representations();
    this.pages = pages;
    this.messages = messages;
  }

  Mono<ServerResponse> feed(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    SnapshotQuery query = SnapshotQuery.of(request);
    Optional<Cursor> min = QueryParameters.useMin(request);
    Mono<FeedIndex> found =
        query.item() == null
            ? lookup.feed(request, feed, min)
            : lookup.item(request, feed, query.item(), min).map(Found::index);
    return found.flatMap(
        index ->
            Responses.prefersPage(request.headers().asHttpHeaders())
                ? page(request, index, query)
                : json(request, index, query));
  }

  /** Answers with the configured feed, or else the first one, if it is public. */
  Mono<ServerResponse> defaultFeed(ServerRequest request, Optional<FeedId> configured) {
    SnapshotQuery query = SnapshotQuery.of(request);
    return lookup
        .ready()
        .then(
            Mono.fromSupplier(
                () ->
                    configured
                        .flatMap(feeds::find)
                        .filter(FeedIndex::isPublic)
                        .or(() -> first(configured))))
        .flatMap(
            index ->
                index.map(found -> page(request, found, query)).orElseGet(() -> noFeed(request)));
  }

  /** Answers in the client's language, which shared caches do not know. */
  private Mono<ServerResponse> noFeed(ServerRequest request) {
    Locale locale = messages.locale(Responses.languages(request.headers().asHttpHeaders()));
    return Responses.uncached(
        request,
        representations.page("empty " + locale, CachePolicy.PRIVATE, () -> pages.empty(locale)));
  }

  private Optional<FeedIndex> first(Optional<FeedId> configured) {
    return configured.isPresent() ? Optional.empty() : feeds.publicFeeds().stream().findFirst();
  }

  private Mono<ServerResponse> page(ServerRequest request, FeedIndex index, SnapshotQuery query) {
    PageContent content =
        new PageContent(index, pages.today(index), Pages.links(feeds.publicFeeds(), index.feed()));
    return query.isDefault()
        ? Responses.cached(
            request, latestPages.of(index.feed(), content, version -> page(version, query)))
        : Responses.uncached(request, page(content, query));
  }

  private Mono<ServerResponse> json(ServerRequest request, FeedIndex index, SnapshotQuery query) {
    return query.isDefault()
        ? Responses.cached(request, latest.of(index.feed(), index, version -> json(version, query)))
        : Responses.uncached(request, json(index, query));
  }

  private Representation page(PageContent content, SnapshotQuery query) {
    FeedIndex index = content.index();
    return representations.page(
        version(index, query) + content.today() + content.feeds(),
        CachePolicy.of(index),
        () -> {
          SnapshotPage snapshot = query.of(index);
          return pages.feed(index, snapshot, query.links(index.feed(), snapshot), content.feeds());
        });
  }

  private Representation json(FeedIndex index, SnapshotQuery query) {
    return representations.json(
        version(index, query), CachePolicy.of(index), () -> json(index, query, query.of(index)));
  }

  private static String version(FeedIndex index, SnapshotQuery query) {
    return index.feed() + " " + index.cursor() + " " + query + "\n";
  }

  private ByteBuf json(FeedIndex index, SnapshotQuery query, SnapshotPage snapshot) {
    Locale locale = messages.locale(index.profile().language());
    JsonAssembler json = new JsonAssembler().begin(Head.of(index));
    if (snapshot.at() != null) {
      json.field("at", snapshot.at());
    }
    if (snapshot.pinned() != null) {
      json.field("pinned", snapshot.pinned().json());
    }
    json.list("breaking", snapshot.breaking().stream(), item -> json.raw(item.json()))
        .list("days", snapshot.days().entrySet().stream(), day -> day(json, day, locale));
    if (query.isFirst()) {
      json.field("moments", snapshot.keyEvents());
    }
    if (snapshot.previous() != null) {
      json.field("previous", snapshot.previous());
    }
    if (snapshot.next() != null) {
      json.field("next", snapshot.next());
    }
    return json.end().body();
  }

  private void day(JsonAssembler json, Map.Entry<LocalDate, List<ItemEntry>> day, Locale locale) {
    json.begin(new DayHead(day.getKey(), messages.formatDay(day.getKey(), locale)))
        .list("items", day.getValue().stream(), item -> json.raw(item.json()))
        .end();
  }
}
