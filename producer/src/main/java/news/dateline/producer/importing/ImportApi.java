package news.dateline.producer.importing;

import java.util.Arrays;
import java.util.List;
import news.dateline.events.Json;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestHeaders;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Imports a document and responds with one line of JSON (NDJSON) per item. */
@RestController
final class ImportApi {
  private static final DataSize MAX_BODY = DataSize.ofMegabytes(16);

  private final Feeds feeds;
  private final Importer importer;

  ImportApi(Feeds feeds, Importer importer) {
    this.feeds = feeds;
    this.importer = importer;
  }

  @PostMapping(
      path = "/feeds/{feed}/imports",
      consumes = {"application/feed+json", MediaType.APPLICATION_JSON_VALUE})
  Mono<ResponseEntity<Flux<DataBuffer>>> jsonFeed(
      @PathVariable String feed, ServerWebExchange exchange) {
    return EditorRequest.of(exchange, feed)
        .flatMap(request -> items(request).map(items -> respond(request, items)));
  }

  private Mono<List<SourceItem>> items(EditorRequest request) {
    RequestHeaders.refuseIfMatch(request.httpRequest().getHeaders());
    return RequestBody.read(request.httpRequest(), MAX_BODY)
        .flatMap(
            document ->
                feeds
                    .require(request.feed())
                    // parsing 16 MiB would block the event loop for too long
                    .publishOn(Schedulers.boundedElastic())
                    .map(state -> JsonFeed.items(document, state.profile())));
  }

  /**
   * Writes the lines as bytes, not as objects. Spring writes each object as a publisher of its own,
   * and Reactor 3.8.6 can lose the demand for such a publisher when lines come from several threads
   * (RATIONALE.md); the response would then never end.
   */
  private ResponseEntity<Flux<DataBuffer>> respond(EditorRequest request, List<SourceItem> items) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(importer.run(request, items).map(ImportApi::line));
  }

  private static DataBuffer line(ImportResult result) {
    byte[] json = Json.write(result);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return DefaultDataBufferFactory.sharedInstance.wrap(line);
  }
}
