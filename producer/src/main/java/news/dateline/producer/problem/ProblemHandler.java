package news.dateline.producer.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers every failed call with a problem document, whoever noticed the failure. */
public final class ProblemHandler implements WebExceptionHandler, Ordered {
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  /** Before Boot's own handler, at -1. */
  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    return write(exchange, problem(exchange, failure));
  }

  /** Answers with the problem. */
  public static Mono<Void> write(ServerWebExchange exchange, ProblemException problem) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(problem.status());
    response.getHeaders().putAll(problem.headers());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    byte[] document = problem.document();
    response.getHeaders().setContentLength(document.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(document)));
  }

  private static ProblemException problem(ServerWebExchange exchange, Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    if (failure instanceof ErrorResponse response && !response.getStatusCode().is5xxServerError()) {
      return new ProblemException(ProblemType.of(response.getStatusCode()), response.getBody().getDetail())
          .headers(response.getHeaders());
    }
    log.error("{} failed", exchange.getRequest().getMethod(), failure);
    return new ProblemException(ProblemType.INTERNAL, null);
  }
}
