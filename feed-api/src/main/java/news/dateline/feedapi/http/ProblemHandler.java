package news.dateline.feedapi.http;

import java.util.List;
import java.util.Locale;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.NotFoundException;
import news.dateline.feedapi.page.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Tells every error: a problem document, or a page where the client is a browser. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemHandler implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  private final Pages pages;

  public ProblemHandler(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(error);
    }
    Problem problem = problem(error);
    if (problem.status() >= 500 && problem.status() != 503) {
      log.error("{} could not be answered", exchange.getRequest().getPath(), error);
    }
    if (error instanceof ErrorResponse known) {
      response.getHeaders().putAll(known.getHeaders());
    }
    if (problem.status() == 401) {
      response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return write(exchange, problem);
  }

  private static Problem problem(Throwable error) {
    if (error instanceof InvalidFieldException invalid) {
      String detail = String.valueOf(invalid.getMessage());
      return new Problem(400, "Bad Request", detail, invalid.field(), null, null);
    }
    if (error instanceof NotFoundException missing) {
      return Problem.of(404, "Not Found", String.valueOf(missing.getMessage()));
    }
    if (error instanceof AccessRefusedException refused) {
      HttpStatus status = refused.status();
      return Problem.of(
          status.value(), status.getReasonPhrase(), String.valueOf(refused.getMessage()));
    }
    if (error instanceof FeedUnavailableException unavailable) {
      return Problem.of(503, "Service Unavailable", String.valueOf(unavailable.getMessage()));
    }
    if (error instanceof ErrorResponse known) {
      return of(known.getStatusCode());
    }
    return of(HttpStatus.INTERNAL_SERVER_ERROR);
  }

  private static Problem of(HttpStatusCode code) {
    HttpStatus status = HttpStatus.resolve(code.value());
    String title = status == null ? "Error" : status.getReasonPhrase();
    return Problem.of(code.value(), title, title.toLowerCase(Locale.ROOT));
  }

  private Mono<Void> write(ServerWebExchange exchange, Problem problem) {
    HttpHeaders wishes = exchange.getRequest().getHeaders();
    boolean page = Responses.wantsPage(wishes);
    MediaType type = page ? Responses.HTML : MediaType.APPLICATION_PROBLEM_JSON;
    ServerHttpResponse response = exchange.getResponse();
    response.setRawStatusCode(problem.status());
    HttpHeaders headers = response.getHeaders();
    headers.remove(HttpHeaders.ETAG);
    headers.setContentType(type);
    headers.setVary(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.ORIGIN));
    headers.setCacheControl("no-store");
    Responses.secure(headers, type);
    if (problem.status() == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
    byte[] body =
        page
            ? pages.error(problem.status(), problem.title(), problem.detail(), languages(wishes))
            : Json.write(problem);
    headers.setContentLength(body.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  private static List<Locale> languages(HttpHeaders wishes) {
    try {
      return wishes.getAcceptLanguageAsLocales();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
