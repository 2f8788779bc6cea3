package news.dateline.producer.importing;

import java.time.Clock;
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
  private final ImportSlots slots = new ImportSlots();
  private final Clock clock;

  ImportApi(Feeds feeds, Importer importer, Clock clock) {
    this.feeds = feeds;
    this.importer = importer;
    this.clock = clock;
  }

  @PostMapping(
      path = "/feeds/{feed}/imports",
      consumes = {
        "application/feed+json",
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.APPLICATION_NDJSON_VALUE,
        MediaType.APPLICATION_XML_VALUE,
        "application/*+xml",
        MediaType.TEXT_XML_VALUE,
        "text/csv",
        MediaType.APPLICATION_OCTET_STREAM_VALUE
      })
  Mono<ResponseEntity<Flux<DataBuffer>>> importDocument(
      @PathVariable String feed, ServerWebExchange exchange) {
    return EditorRequest.of(exchange, feed)
        .flatMap(
            request -> {
              RequestHeaders.refuseIfMatch(request.httpRequest().getHeaders());
              ImportParameters parameters = ImportParameters.of(request.httpRequest());
              return slots.run(
                  read(request, parameters)
                      .map(context -> respond(lines(request, parameters, context))));
            });
  }

  private Mono<ImportContext> read(EditorRequest request, ImportParameters parameters) {
    return RequestBody.read(request.httpRequest(), MAX_BODY)
        .flatMap(
            document ->
                feeds
                    .require(request.feed())
                    // parsing 16 MiB would block the event loop for too long
                    .publishOn(Schedulers.boundedElastic())
                    .map(
                        state ->
                            new ImportContext(
                                state.profile(),
                                parameters.read(document),
                                parameters,
                                clock.instant())));
  }

  /**
   * Writes the lines as bytes, not as objects. Spring writes each object as a publisher of its own,
   * and Reactor 3.8.6 can lose the demand for such a publisher when lines come from several threads
   * (RATIONALE.md); the response would then never end.
   */
  private ResponseEntity<Flux<DataBuffer>> respond(Flux<ImportResult> lines) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(lines.map(ImportApi::line));
  }

  private Flux<ImportResult> lines(
      EditorRequest request, ImportParameters parameters, ImportContext context) {
    List<SourceNote> notes = context.notes();
    List<SourceItem> items = SourceItems.of(context);
    Flux<ImportResult> results =
        parameters.dryRun()
            ? Flux.fromIterable(items).map(ImportResult::unwritten)
            : importer.run(request, items);
    return notes.isEmpty() ? results : results.concatWith(Flux.just(ImportResult.document(notes)));
  }

  private static DataBuffer line(ImportResult result) {
    byte[] json = Json.write(result);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return DefaultDataBufferFactory.sharedInstance.wrap(line);
  }
}
