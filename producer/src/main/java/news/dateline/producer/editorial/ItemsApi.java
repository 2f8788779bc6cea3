package news.dateline.producer.editorial;

import java.util.List;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestPath;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Queries on items. They include what subscribers cannot see: held content and the history. */
@RestController
final class ItemsApi {
  private final EditorialItems items;
  private final ItemLookup lookup;
  private final Identities identities;

  ItemsApi(EditorialItems items, ItemLookup lookup, Identities identities) {
    this.items = items;
    this.lookup = lookup;
    this.identities = identities;
  }

  /** Items of a feed that are not public yet. */
  private record UnpublishedList(FeedId feed, List<ItemResponse> items) {
    static ResponseEntity<byte[]> response(
        FeedId feed, List<DeskState> states, Identities identities) {
      List<ItemResponse> items =
          states.stream().map(state -> ItemResponse.of(state, identities)).toList();
      return ok().body(Json.write(new UnpublishedList(feed, items)));
    }
  }

  @GetMapping("/feeds/{feed}/items/{id}")
  Mono<ResponseEntity<byte[]>> item(@PathVariable String feed, @PathVariable String id) {
    FeedId feedId = RequestPath.id(feed, FeedId::new);
    ItemId itemId = RequestPath.id(id, ItemId::new);
    return lookup
        .find(feedId, itemId)
        .map(found -> ItemResponse.of(feedId, found, identities))
        .map(item -> ok().eTag("\"" + item.version() + "\"").body(Json.write(item)))
        .switchIfEmpty(Mono.error(() -> noItem(feedId, itemId)));
  }

  @GetMapping("/feeds/{feed}/held")
  Mono<ResponseEntity<byte[]>> held(@PathVariable String feed) {
    FeedId feedId = RequestPath.id(feed, FeedId::new);
    return items.held(feedId).map(held -> UnpublishedList.response(feedId, held, identities));
  }

  @GetMapping("/feeds/{feed}/submitted")
  Mono<ResponseEntity<byte[]>> submitted(@PathVariable String feed) {
    FeedId feedId = RequestPath.id(feed, FeedId::new);
    return items
        .inReview(feedId)
        .map(inReview -> UnpublishedList.response(feedId, inReview, identities));
  }

  private static ProblemException noItem(FeedId feed, ItemId id) {
    return new ProblemException(ProblemType.NO_ITEM, "the feed " + feed + " has no item " + id);
  }

  private static ResponseEntity.BodyBuilder ok() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore());
  }
}
