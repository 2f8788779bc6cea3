package news.dateline.producer.editorial;

import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.Presences;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.security.EditorAuthentication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Announces that an editor has an item in the form, so that others see it. It locks nothing. */
@RestController
final class PresenceApi {
  private final EditorialItems items;
  private final Presences presences;

  PresenceApi(EditorialItems items, Presences presences) {
    this.items = items;
    this.presences = presences;
  }

  @PutMapping("/feeds/{feed}/items/{id}/presence")
  Mono<ResponseEntity<Void>> announce(
      @PathVariable String feed, @PathVariable String id, EditorAuthentication author) {
    FeedId feedId = RequestPath.id(feed, FeedId::new);
    ItemId itemId = RequestPath.id(id, ItemId::new);
    return items
        .find(feedId, itemId)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NO_ITEM, "the feed " + feedId + " has no item " + itemId)))
        .flatMap(found -> presences.announce(feedId, itemId, author.id()))
        .thenReturn(ResponseEntity.noContent().build());
  }
}
