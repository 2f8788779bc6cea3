package news.dateline.producer.editorial;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Breaking;
import news.dateline.events.FeedId;
import news.dateline.events.FieldLimits;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicFeed;
import news.dateline.pages.ItemPreview;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Items;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows an editor how readers will see an item. Nothing is written, and no other service gets any
 * of it.
 */
@RestController
final class PreviewApi {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; img-src https: http:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; sandbox";

  /** The id of an item that has none yet. Readers see the id in addresses only. */
  private static final ItemId NEW = new ItemId("preview");

  private final Feeds feeds;
  private final Items items;
  private final ItemPreview page;
  private final Clock clock;

  PreviewApi(Feeds feeds, Items items, ItemPreview page, Clock clock) {
    this.feeds = feeds;
    this.items = items;
    this.page = page;
    this.clock = clock;
  }

  @PostMapping(path = "/feeds/{feed}/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<byte[]>> preview(@PathVariable String feed, ServerWebExchange exchange) {
    FeedId feedId = RequestPath.id(feed, FeedId::new);
    ServerHttpRequest request = exchange.getRequest();
    boolean minor = EditorRequest.minor(request);
    return RequestBody.read(request, CommandHandler.MAX_BODY)
        // sanitizing and rendering would block the event loop for too long
        .publishOn(Schedulers.parallel())
        .map(PreviewJson::read)
        .onErrorMap(InvalidFieldException.class, ProblemException::of)
        .flatMap(
            given ->
                Mono.zip(feeds.require(feedId), published(feedId, given.item().id()))
                    .publishOn(Schedulers.parallel())
                    .map(known -> render(known.getT1(), given, known.getT2().orElse(null), minor)))
        .map(
            html ->
                ResponseEntity.ok()
                    .contentType(HTML)
                    .cacheControl(CacheControl.noStore())
                    .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .header("Referrer-Policy", "no-referrer")
                    .body(html));
  }

  /** Finds the item that readers see now under this id. */
  private Mono<Optional<Item>> published(FeedId feed, @Nullable ItemId id) {
    return Mono.justOrEmpty(id)
        .flatMap(known -> items.find(feed, known))
        .map(found -> Optional.ofNullable(found.publicItem()))
        .defaultIfEmpty(Optional.empty());
  }

  private byte[] render(PublicFeed feed, PreviewJson given, @Nullable Item present, boolean minor) {
    Instant now = clock.instant();
    Item item =
        present == null
            ? given.published(feed, now)
            : given.revised(present, feed, now, minor ? present.updatedAt() : now);
    return page.render(feed.feed(), feed.profile(), item, now);
  }

  /**
   * The body of the request: a publication or, with the item's id, a revision.
   *
   * @param note what was wrong, if the revision is a correction
   */
  private record PreviewJson(
      ItemJson item, Breaking.@Nullable Planned breaking, @Nullable String note) {

    /** What the body has beside the item. */
    private record Extras(Breaking.@Nullable Planned breaking, @Nullable String note) {}

    static PreviewJson read(byte[] body) {
      ObjectNode json = StrictJson.parseObject(body);
      ObjectNode beside = json.objectNode();
      beside.set("breaking", json.remove("breaking"));
      beside.set("note", json.remove("note"));
      Extras extras = StrictJson.read(beside, Extras.class);
      ItemJson item = ItemJson.of(json);
      return new PreviewJson(item, extras.breaking(), checked(extras.note(), item));
    }

    private static @Nullable String checked(@Nullable String note, ItemJson item) {
      return note == null
          ? null
          : FieldLimits.check(new NewsEvent.ItemCorrected(NEW, note, item.content(), null)).note();
    }

    Item published(PublicFeed feed, Instant now) {
      Instant embargo = item.content().embargoedUntil();
      Instant release = embargo != null && embargo.isAfter(now) ? embargo : now;
      ItemId id = Objects.requireNonNullElse(item.id(), NEW);
      Item shown = Item.published(id, feed.seq() + 1, dated(feed, release, null));
      return breaking == null ? shown : shown.withBreaking(breaking.from(release), shown.seq());
    }

    Item revised(Item present, PublicFeed feed, Instant now, @Nullable Instant updatedAt) {
      Item before =
          note == null
              ? present
              : present.withCorrections(
                  Stream.concat(
                          present.corrections().stream(),
                          Stream.of(new Item.Correction(now, note, null)))
                      .toList());
      return before.revised(
          dated(feed, present.publishedAt(), note == null ? updatedAt : now), feed.seq() + 1);
    }

    private Item.DatedContent dated(
        PublicFeed feed, Instant otherwise, @Nullable Instant updatedAt) {
      ItemContent content = item.content();
      Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), otherwise);
      return new Item.DatedContent(
          content, publishedAt.atZone(feed.profile().zone()).toLocalDate(), publishedAt, updatedAt);
    }
  }
}
