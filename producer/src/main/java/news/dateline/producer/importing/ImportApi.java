package news.dateline.producer.importing;

import java.util.Arrays;
import news.dateline.events.Json;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestHeaders;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Imports a document and responds with one line of JSON (NDJSON) per item. */
@RestController
final class ImportApi {
  private static final DataSize MAX_BODY = DataSize.ofMegabytes(16);

  /** The number of items in the document, for those that show how far an import is. */
  private static final String FOUND = "Dateline-Items";

  private final DocumentImport documents;

  ImportApi(DocumentImport documents) {
    this.documents = documents;
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
  Mono<Void> importDocument(@PathVariable String feed, ServerWebExchange exchange) {
    return EditorRequest.of(exchange, feed)
        .flatMap(
            request -> {
              RequestHeaders.refuseIfMatch(request.httpRequest().getHeaders());
              return documents.run(
                  RequestBody.read(request.httpRequest(), MAX_BODY),
                  Importer.Order.of(request),
                  ImportParameters.of(request.httpRequest()),
                  null,
                  results -> respond(exchange.getResponse(), results));
            });
  }

  /**
   * Writes the lines as bytes, not as objects. Spring writes each object as a publisher of its own,
   * and Reactor 3.8.6 can lose the demand for such a publisher when lines come from several threads
   * (RATIONALE.md); the response would then never end.
   */
  private static Mono<Void> respond(ServerHttpResponse response, DocumentImport.Results results) {
    response.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
    response.getHeaders().set(FOUND, String.valueOf(results.found()));
    return response.writeWith(results.lines().map(ImportApi::line));
  }

  private static DataBuffer line(ImportResult result) {
    byte[] json = Json.write(result);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return DefaultDataBufferFactory.sharedInstance.wrap(line);
  }
}
