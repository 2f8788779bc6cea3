package news.dateline.support.web;

import java.net.URI;
import java.util.Locale;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failed request with a problem document (RFC 9457). */
public class ProblemHandler implements WebExceptionHandler, Ordered {
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
          .build();

  /** Before Boot's own handler, which is at -1. */
  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    ErrorResponse problem = problem(failure);
    if (problem.getStatusCode().value() == 500) {
      log.error(
          "{} {} failed",
          exchange.getRequest().getMethod(),
          exchange.getRequest().getPath(),
          failure);
    }
    // the headers of the body that the problem replaces, such as Content-Encoding
    exchange.getResponse().getHeaders().clearContentHeaders();
    return answer(exchange, problem);
  }

  /**
   * Returns the problem that the client receives for a failure. Logs the failure if the status is
   * 500.
   */
  protected ErrorResponse problem(Throwable failure) {
    if (failure instanceof InvalidFieldException invalid) {
      ErrorResponse problem = problem(HttpStatus.BAD_REQUEST, invalid.getMessage());
      problem.getBody().setProperty("field", invalid.field());
      return problem;
    }
    if (failure instanceof ErrorResponse known) {
      ErrorResponse problem = problem(known.getStatusCode(), null);
      problem.getHeaders().putAll(known.getHeaders());
      return problem;
    }
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, null);
  }

  /**
   * Returns the problem of a status.
   *
   * @param detail null: the name of the status
   */
  protected ErrorResponse problem(HttpStatusCode status, @Nullable String detail) {
    HttpStatus known = HttpStatus.resolve(status.value());
    String title = known == null ? "Error" : known.getReasonPhrase();
    String words = title.toLowerCase(Locale.ROOT);
    String type =
        switch (status.value()) {
          case 500 -> "internal";
          case 503 -> "unavailable";
          default -> words.replace(' ', '-');
        };
    return new ErrorResponseException(
        status, document(status, type, title, detail == null ? words : detail), null);
  }

  /** Writes the problem as the whole response. */
  protected Mono<Void> answer(ServerWebExchange exchange, ErrorResponse problem) {
    return write(exchange, problem);
  }

  /** Returns a problem document without members of its own. */
  public static ProblemDetail document(
      HttpStatusCode status, String type, String title, @Nullable String detail) {
    ProblemDetail document = ProblemDetail.forStatus(status);
    document.setType(URI.create("urn:dateline:problem:" + type));
    document.setTitle(title);
    document.setDetail(detail);
    return document;
  }

  /** Returns the document as {@code application/problem+json}. */
  public static byte[] json(ProblemDetail document) {
    return MAPPER.writeValueAsBytes(document);
  }

  /** Answers with the problem's status, headers and document. */
  public static Mono<Void> write(ServerWebExchange exchange, ErrorResponse problem) {
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.putAll(problem.getHeaders());
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return write(exchange, problem.getStatusCode(), json(problem.getBody()));
  }

  /** Answers with a body whose other headers are set. */
  protected static Mono<Void> write(
      ServerWebExchange exchange, HttpStatusCode status, byte[] body) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(status);
    response.getHeaders().setContentLength(body.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
