package news.dateline.producer.editorial;

import java.time.Instant;
import news.dateline.events.Breaking;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The commands that pin an item or make it breaking news. They do not change the item's version, so
 * they refuse {@code If-Match}.
 */
@RestController
final class PinAndBreakingApi {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String BREAKING = "/feeds/{feed}/items/{id}/breaking";

  private final CommandHandler commands;

  PinAndBreakingApi(CommandHandler commands) {
    this.commands = commands;
  }

  private record PinBody(ItemId item) {}

  private record BreakingBody(Breaking.Level level, @Nullable Instant until) {}

  @PutMapping(path = "/feeds/{feed}/pin", consumes = JSON)
  Mono<ResponseEntity<byte[]>> pin(@PathVariable String feed, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          request.refuseIfMatch();
          PinBody pin = StrictJson.parse(body, PinBody.class);
          if (pin.item() == null) {
            throw new InvalidFieldException("item", "is missing");
          }
          return new NewsEvent.ItemPinned(pin.item());
        });
  }

  @DeleteMapping("/feeds/{feed}/pin")
  Mono<ResponseEntity<byte[]>> unpin(@PathVariable String feed, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          refuseIfMatchAndBody(request, body);
          return new NewsEvent.PinRemoved();
        });
  }

  @PutMapping(path = BREAKING, consumes = JSON)
  Mono<ResponseEntity<byte[]>> startBreaking(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          request.refuseIfMatch();
          BreakingBody breaking = StrictJson.parse(body, BreakingBody.class);
          return new NewsEvent.BreakingStarted(
              RequestPath.id(id, ItemId::new), breaking.level(), breaking.until());
        });
  }

  @DeleteMapping(BREAKING)
  Mono<ResponseEntity<byte[]>> endBreaking(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          refuseIfMatchAndBody(request, body);
          return new NewsEvent.BreakingEnded(RequestPath.id(id, ItemId::new));
        });
  }

  private static void refuseIfMatchAndBody(EditorRequest request, byte[] body) {
    request.refuseIfMatch();
    RequestBody.refuse(body);
  }
}
