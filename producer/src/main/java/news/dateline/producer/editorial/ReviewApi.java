package news.dateline.producer.editorial;

import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The commands with which an editor decides on a submitted item. */
@RestController
final class ReviewApi {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String ITEM = "/feeds/{feed}/items/{id}";

  private final CommandHandler commands;

  ReviewApi(CommandHandler commands) {
    this.commands = commands;
  }

  private record EmptyBody() {}

  /**
   * The body of a return.
   *
   * @param note what the author should change
   */
  private record Note(String note) {}

  @PostMapping(path = ITEM + "/release", consumes = JSON)
  Mono<ResponseEntity<byte[]>> release(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          StrictJson.parse(body, EmptyBody.class);
          return new NewsEvent.ItemReleased(RequestPath.id(id, ItemId::new), request.ifMatch());
        });
  }

  @PostMapping(path = ITEM + "/return", consumes = JSON)
  Mono<ResponseEntity<byte[]>> returnToAuthor(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) ->
            new NewsEvent.ItemReturned(
                RequestPath.id(id, ItemId::new),
                StrictJson.parse(body, Note.class).note(),
                request.ifMatch()));
  }
}
