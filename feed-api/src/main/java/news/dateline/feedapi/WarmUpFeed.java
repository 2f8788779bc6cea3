package news.dateline.feedapi;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.PublicState.Change;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.feedapi.index.FeedStore;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A feed and its server. Its store, limits and metrics belong to no other feed, so the replica
 * counts none of its streams and serves none of its items. Its server serves paths with the random
 * id of the feed only, so no other client can read it. Used on one thread.
 */
final class WarmUpFeed implements AutoCloseable {
  private static final String EPOCH = "warmup";
  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(1);
  private static final String BODY = "<p>" + "x".repeat(300) + "</p>";

  /** The number of items on a page. */
  private static final int SNAPSHOT_ITEMS = 40;

  private final FeedId id = new FeedId(UUID.randomUUID().toString());
  private final FeedStore feeds = new FeedStore();
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final DisposableServer server;
  private long seq = 1;

  /** Returns the routes of a replica over other feeds and streams. */
  interface Routes {
    RouterFunction<ServerResponse> of(FeedStore feeds, StreamHub hub);
  }

  /** Returns the handler of requests that these routes answer. */
  interface Handlers {
    HttpHandler of(RouterFunction<ServerResponse> routes);
  }

  /** Opens a feed with some items and starts its server. */
  WarmUpFeed(HttpServer http, StreamProperties settings, Routes routes, Handlers handlers) {
    MeterRegistry meters = new SimpleMeterRegistry();
    StreamHub hub = new StreamHub(feeds, settings, new Admission(0, 0, meters), meters);
    feeds.apply(opened());
    for (int i = 0; i < SNAPSHOT_ITEMS; i++) {
      publish();
    }
    HttpHandler handler =
        handlers.of(
            RouterFunctions.nest(
                    request -> request.path().startsWith(path()), routes.of(feeds, hub))
                .andRoute(RequestPredicates.all(), other -> ServerResponse.notFound().build()));
    server = http.handle(new ReactorHttpHandlerAdapter(handler)).bindNow(BIND_TIMEOUT);
  }

  private PublicState opened() {
    FeedSettings settings =
        new FeedSettings(
            "Warm-up", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of(), null, null);
    return new PublicFeed(id, EPOCH, seq, Change.OPENED, PublicFeed.Status.OPEN, settings, start);
  }

  /** Publishes one more item and returns the cursor of a client that has received it. */
  Cursor publish() {
    seq++;
    Item item =
        new Item(
            new ItemId("item-" + seq),
            Item.Status.PUBLISHED,
            1,
            seq,
            seq,
            LocalDate.ofInstant(start, ZoneOffset.UTC),
            start,
            null,
            ItemContent.titled("Item " + seq).withBody(BODY),
            null,
            null,
            List.of(),
            null,
            null);
    feeds.apply(new PublicItem(id, EPOCH, Change.PUBLISHED, item));
    feeds.publish();
    return new Cursor(EPOCH, seq);
  }

  /** Returns the cursor of a client that has missed so many changes. */
  Cursor behind(int changes) {
    return new Cursor(EPOCH, seq - changes);
  }

  String path() {
    return "/feeds/" + id;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.address();
  }

  @Override
  public void close() {
    server.dispose(); // the application need not wait for it
  }
}
