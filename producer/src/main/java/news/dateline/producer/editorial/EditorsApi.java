package news.dateline.producer.editorial;

import news.dateline.events.Breaking;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The commands that change feeds and the content of items. */
@RestController
final class EditorsApi {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

  private final CommandHandler commands;

  EditorsApi(CommandHandler commands) {
    this.commands = commands;
  }

  @PutMapping(path = "/feeds/{feed}", consumes = JSON)
  Mono<ResponseEntity<byte[]>> define(@PathVariable String feed, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          request.refuseIfMatch();
          return new NewsEvent.FeedDefined(StrictJson.parse(body, FeedSettings.class));
        });
  }

  @PostMapping(path = "/feeds/{feed}/items", consumes = JSON)
  Mono<ResponseEntity<byte[]>> publish(@PathVariable String feed, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          request.refuseIfMatch();
          ObjectNode json = StrictJson.parseObject(body);
          Breaking.Planned breaking = StrictJson.extract(json, PublicationJson.class).breaking();
          ItemJson item = request.reporting(ItemJson.of(json));
          ItemId id = item.id() == null ? new ItemId(request.eventId().value()) : item.id();
          return new NewsEvent.ItemPublished(id, item.content(), breaking, null);
        });
  }

  @PutMapping(path = "/feeds/{feed}/items/{id}", consumes = JSON)
  Mono<ResponseEntity<byte[]>> update(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          ItemId item = RequestPath.id(id, ItemId::new);
          return new NewsEvent.ItemUpdated(
              item,
              request.reporting(ItemJson.read(body)).contentFor(item),
              request.ifMatch(),
              request.minor());
        });
  }

  @PostMapping(path = "/feeds/{feed}/items/{id}/retraction", consumes = JSON)
  Mono<ResponseEntity<byte[]>> retract(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) ->
            Retraction.read(body, RequestPath.id(id, ItemId::new), request.ifMatch()));
  }

  @PostMapping(path = "/feeds/{feed}/items/{id}/corrections", consumes = JSON)
  Mono<ResponseEntity<byte[]>> correct(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) ->
            CorrectionJson.read(
                body, RequestPath.id(id, ItemId::new), request.ifMatch(), request::reporting));
  }

  @PostMapping(path = "/feeds/{feed}/items/{id}/restoration", consumes = JSON)
  Mono<ResponseEntity<byte[]>> restore(
      @PathVariable String feed, @PathVariable String id, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          ItemId item = RequestPath.id(id, ItemId::new);
          return new NewsEvent.ItemRestored(
              item, request.reporting(ItemJson.read(body)).contentFor(item), request.ifMatch());
        });
  }

  @PostMapping(path = "/feeds/{feed}/close", consumes = JSON)
  Mono<ResponseEntity<byte[]>> close(@PathVariable String feed, ServerWebExchange exchange) {
    return commands.handle(
        exchange,
        feed,
        (request, body) -> {
          request.refuseIfMatch();
          StrictJson.parse(body, EmptyBody.class);
          return new NewsEvent.FeedClosed();
        });
  }

  private record EmptyBody() {}

  /** What the body of a publication has beside the item. */
  private record PublicationJson(Breaking.@Nullable Planned breaking) {}

  /** The body of a retraction. */
  record Retraction(String reason) {
    static NewsEvent read(byte[] body, ItemId item, @Nullable Integer ifVersion) {
      String reason = StrictJson.parse(body, Retraction.class).reason();
      return new NewsEvent.ItemRetracted(item, reason, ifVersion);
    }
  }
}
