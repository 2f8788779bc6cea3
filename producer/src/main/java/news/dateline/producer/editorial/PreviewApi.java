package news.dateline.producer.editorial;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.FieldLimits;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.pages.ItemPreview;
import news.dateline.producer.eventlog.EditorialItems.EditorialItem;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
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
  private final ItemLookup items;
  private final ItemPreview page;
  private final Clock clock;

  PreviewApi(Feeds feeds, ItemLookup items, ItemPreview page, Clock clock) {
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
    Instant now = clock.instant();
    return RequestBody.read(request, CommandHandler.MAX_BODY)
        // sanitizing and rendering would block the event loop for too long
        .publishOn(Schedulers.parallel())
        .map(body -> PreviewJson.read(body, now))
        .onErrorMap(InvalidFieldException.class, ProblemException::of)
        .flatMap(
            preview ->
                Mono.zip(feeds.require(feedId), find(feedId, preview.item().id()))
                    .publishOn(Schedulers.parallel())
                    .map(
                        found -> {
                          PublicFeed known = found.getT1();
                          Item item = preview.asPublic(known, found.getT2(), now, minor);
                          return page.render(feedId, known.profile(), item, now);
                        }))
        .map(PreviewApi::response);
  }

  private static ResponseEntity<byte[]> response(byte[] html) {
    return ResponseEntity.ok()
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("Referrer-Policy", "no-referrer")
        .body(html);
  }

  private Mono<Optional<EditorialItem>> find(FeedId feed, @Nullable ItemId id) {
    return Mono.justOrEmpty(id).flatMap(known -> items.find(feed, known)).singleOptional();
  }

  /**
   * The body of the request: a publication or, with the item's id, a revision.
   *
   * @param correction what was wrong, if the revision is a correction
   */
  private record PreviewJson(
      ItemJson item, Breaking.@Nullable Planned breaking, Item.@Nullable Correction correction) {

    /** What the body has in addition to the item. */
    private record Additions(Breaking.@Nullable Planned breaking, @Nullable String note) {}

    static PreviewJson read(byte[] body, Instant now) {
      ObjectNode json = StrictJson.parseObject(body);
      Additions additions = StrictJson.extract(json, Additions.class);
      String note = additions.note();
      return new PreviewJson(
          ItemJson.of(json),
          additions.breaking(),
          note == null ? null : FieldLimits.check(new Item.Correction(now, note, null)));
    }

    /** Returns the item as it will be once readers see it. */
    Item asPublic(PublicFeed feed, Optional<EditorialItem> existing, Instant now, boolean minor) {
      if (correction != null) {
        existing.ifPresent(PreviewJson::requirePublished);
      }
      Optional<Item> published = existing.map(EditorialItem::publicItem);
      return published.isPresent()
          ? revised(published.get(), feed, minor ? published.get().updatedAt() : now)
          : published(feed, existing.map(EditorialItem::deskState), now);
    }

    private static void requirePublished(EditorialItem item) {
      if (item.status() == DeskState.Status.RETRACTED) {
        throw new ProblemException(ProblemType.RETRACTED, "a retracted item can only be restored");
      }
      if (item.status() != DeskState.Status.PUBLISHED) {
        throw new ProblemException(
            ProblemType.HELD, "an item that is not public yet has no corrections");
      }
    }

    /** Publishes a new item, or one that is held or in review and keeps what the body lacks. */
    private Item published(PublicFeed feed, Optional<DeskState> state, Instant now) {
      Optional<ItemContent> held = state.map(DeskState::held);
      ItemContent content = held.map(item.content()::withTimesOf).orElse(item.content());
      Breaking.Planned planned =
          held.isPresent() ? state.map(DeskState::breaking).orElse(null) : breaking;
      Instant release = content.releaseFrom(now);
      ItemId id = Objects.requireNonNullElse(item.id(), NEW);
      Item shown = Item.published(id, feed.seq() + 1, dated(content, feed, release, null));
      return planned == null ? shown : shown.withBreaking(planned.from(release), shown.seq());
    }

    private Item revised(Item current, PublicFeed feed, @Nullable Instant updatedAt) {
      if (correction == null && current.sameContent(item.content())) {
        return current;
      }
      Item before = correction == null ? current : current.withCorrection(correction);
      return before.revised(
          dated(
              item.content(),
              feed,
              current.publishedAt(),
              correction == null ? updatedAt : correction.at()),
          feed.seq() + 1);
    }

    private static Item.DatedContent dated(
        ItemContent content, PublicFeed feed, Instant otherwise, @Nullable Instant updatedAt) {
      Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), otherwise);
      return new Item.DatedContent(
          content, publishedAt.atZone(feed.profile().zone()).toLocalDate(), publishedAt, updatedAt);
    }
  }
}
