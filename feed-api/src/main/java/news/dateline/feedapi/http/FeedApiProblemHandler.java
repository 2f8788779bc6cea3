package news.dateline.feedapi.http;

import java.time.Instant;
import java.util.List;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.NotFoundException;
import news.dateline.feedapi.page.Pages;
import news.dateline.support.web.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers failed requests: with a page for a browser, otherwise with a problem document. */
public final class FeedApiProblemHandler extends ProblemHandler {
  private final Pages pages;

  public FeedApiProblemHandler(Pages pages) {
    this.pages = pages;
  }

  /** Returns the document of a retracted item, whose {@code reason} is the editor's text. */
  public static ProblemDetail retracted(@Nullable String reason, @Nullable Instant retractedAt) {
    ProblemDetail document =
        document(HttpStatus.GONE, "retracted", "Gone", "this item has been retracted");
    setIfPresent(document, "reason", reason);
    setIfPresent(document, "retractedAt", retractedAt);
    return document;
  }

  private static void setIfPresent(ProblemDetail document, String member, @Nullable Object value) {
    if (value != null) {
      document.setProperty(member, value);
    }
  }

  @Override
  protected ErrorResponse problem(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof NotFoundException) {
      return problem(HttpStatus.NOT_FOUND, message);
    }
    if (failure instanceof FeedUnavailableException) {
      ErrorResponse problem = problem(HttpStatus.SERVICE_UNAVAILABLE, message);
      problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
      return problem;
    }
    if (failure instanceof AccessRefusedException refused) {
      return problem(refused.status(), message);
    }
    return super.problem(failure);
  }

  @Override
  protected Mono<Void> answer(ServerWebExchange exchange, ErrorResponse problem) {
    HttpHeaders request = exchange.getRequest().getHeaders();
    boolean page = Responses.prefersPage(request);
    MediaType type = page ? Responses.HTML : MediaType.APPLICATION_PROBLEM_JSON;
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.putAll(problem.getHeaders());
    headers.remove(HttpHeaders.ETAG);
    headers.setContentType(type);
    headers.setVary(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.ORIGIN));
    headers.setCacheControl("no-store");
    Responses.secure(headers, type);
    if (problem.getStatusCode().value() == 401) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    ProblemDetail document = problem.getBody();
    byte[] body =
        page ? pages.error(document.getStatus(), Responses.languages(request)) : json(document);
    return write(exchange, problem.getStatusCode(), body);
  }
}
