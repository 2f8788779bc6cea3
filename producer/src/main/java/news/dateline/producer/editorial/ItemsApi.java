package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.producer.newslog.Items;
import news.dateline.producer.newslog.Outcomes;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.problem.ProblemType;
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
  private static final Duration MAX_STATE_LAG = Duration.ofSeconds(2);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(20);

  private final Items items;
  private final Outcomes outcomes;

  ItemsApi(Items items, Outcomes outcomes) {
    this.items = items;
    this.outcomes = outcomes;
  }

  /**
   * One item.
   *
   * @param version what {@code If-Match} names
   * @param item as readers see it; null while they do not
   * @param held what is to be released; null unless it is held
   * @param history what was done to it, oldest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ItemResponse(
      FeedId feed,
      ItemId id,
      DeskState.Status status,
      int version,
      @Nullable Item item,
      @Nullable ItemContent held,
      List<DeskState.HistoryEntry> history) {
    static ItemResponse of(DeskState held) {
      return of(held.feed(), held.id(), new Items.EditorialItem(held, null));
    }

    static ItemResponse of(FeedId feed, ItemId id, Items.EditorialItem known) {
      Optional<DeskState> desk = Optional.ofNullable(known.desk());
      return new ItemResponse(
          feed,
          id,
          known.status(),
          known.version(),
          known.item(),
          desk.filter(state -> known.item() == null).map(DeskState::held).orElse(null),
          desk.map(DeskState::history).orElse(List.of()));
    }
  }

  /** The held items of a feed, in the order of their release. */
  private record HeldList(FeedId feed, List<ItemResponse> items) {}

  @GetMapping("/feeds/{feed}/items/{id}")
  Mono<ResponseEntity<byte[]>> item(@PathVariable String feed, @PathVariable String id) {
    FeedId feedId = EditorRequest.feed(feed);
    ItemId itemId = EditorRequest.item(id);
    return find(feedId, itemId)
        .map(known -> ItemResponse.of(feedId, itemId, known))
        .map(item -> ok().eTag("\"" + item.version() + "\"").body(Json.write(item)))
        .switchIfEmpty(Mono.error(() -> unknown(feedId, itemId)));
  }

  @GetMapping("/feeds/{feed}/held")
  Mono<ResponseEntity<byte[]>> held(@PathVariable String feed) {
    FeedId feedId = EditorRequest.feed(feed);
    return items
        .held(feedId)
        .map(held -> new HeldList(feedId, held.stream().map(ItemResponse::of).toList()))
        .map(list -> ok().body(Json.write(list)));
  }

  /**
   * What is known of the item, at least as new as the outcomes have told it. An outcome can be
   * known a moment before the states of the same transaction: they stand in other partitions, and
   * each learns by itself that it is committed.
   */
  private Mono<Items.EditorialItem> find(FeedId feed, ItemId id) {
    Mono<Items.EditorialItem> lookup = items.find(feed, id);
    return outcomes
        .version(feed, id)
        .map(
            outcomeVersion ->
                lookup
                    .filter(known -> known.version() >= outcomeVersion)
                    .repeatWhenEmpty(again -> again.delayElements(RETRY_INTERVAL))
                    .timeout(MAX_STATE_LAG, lookup))
        .defaultIfEmpty(lookup)
        .flatMap(known -> known);
  }

  private static Problem unknown(FeedId feed, ItemId id) {
    return new Problem(ProblemType.NO_ITEM, "the feed " + feed + " has no item " + id);
  }

  private static ResponseEntity.BodyBuilder ok() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
