package news.dateline.producer.newsroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.producer.newslog.Feeds;
import news.dateline.producer.newslog.Items;
import news.dateline.producer.problem.Fault;
import news.dateline.producer.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What editors can look up of items: also what readers do not see, and who did what. */
@RestController
final class ItemsApi {
  private final Feeds feeds;
  private final Items items;

  ItemsApi(Feeds feeds, Items items) {
    this.feeds = feeds;
    this.items = items;
  }

  /** A held item in a list. */
  private record Held(ItemId id, int version, Instant embargoedUntil, ItemContent item) {
    static Held of(DeskState state) {
      ItemContent content = Optional.ofNullable(state.held()).orElseThrow();
      return new Held(state.id(), state.version(), Items.release(state), content);
    }
  }

  private record HeldList(FeedId feed, List<Held> held) {}

  /**
   * One item.
   *
   * @param item as readers see it; null while they do not
   * @param held what is to be released; null unless it is held
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record DeskItem(
      FeedId feed,
      ItemId id,
      DeskState.Status status,
      int version,
      @Nullable Item item,
      @Nullable ItemContent held,
      List<DeskState.Entry> history) {
    static DeskItem of(FeedId feed, ItemId id, Items.Known known) {
      DeskState desk = known.desk();
      Item item = known.item();
      if (desk == null) {
        Item seen = Optional.ofNullable(item).orElseThrow();
        DeskState.Status status =
            seen.retracted() ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED;
        return new DeskItem(feed, id, status, seen.version(), seen, null, List.of());
      }
      return new DeskItem(
          feed, id, desk.status(), desk.version(), item, desk.held(), desk.history());
    }
  }

  @GetMapping("/feeds/{feed}/items/{id}")
  Mono<ResponseEntity<byte[]>> item(@PathVariable String feed, @PathVariable String id) {
    FeedId feedId = Call.feed(feed);
    ItemId item = Call.item(id);
    return feeds
        .require(feedId)
        .then(items.find(feedId, item))
        .map(known -> DeskItem.of(feedId, item, known))
        .map(known -> ok().eTag("\"" + known.version() + "\"").body(Json.write(known)))
        .switchIfEmpty(Mono.error(() -> new Problem(Fault.NO_ITEM, "no item " + item)));
  }

  @GetMapping("/feeds/{feed}/held")
  Mono<ResponseEntity<byte[]>> held(@PathVariable String feed) {
    FeedId feedId = Call.feed(feed);
    return feeds
        .require(feedId)
        .then(items.held(feedId))
        .map(states -> states.stream().map(Held::of).toList())
        .map(held -> ok().body(Json.write(new HeldList(feedId, held))));
  }

  private static ResponseEntity.BodyBuilder ok() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
