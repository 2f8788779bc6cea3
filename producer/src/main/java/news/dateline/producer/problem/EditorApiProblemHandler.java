package news.dateline.producer.problem;

import news.dateline.events.InvalidFieldException;
import news.dateline.support.web.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;

/** Maps each failure of the editors' API to a {@link ProblemException}. */
public final class EditorApiProblemHandler extends ProblemHandler {
  @Override
  protected ErrorResponse problem(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    if (failure instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
      ErrorResponse problem = problem(known.getStatusCode(), known.getBody().getDetail());
      problem.getHeaders().putAll(known.getHeaders());
      return problem;
    }
    return failure instanceof InvalidFieldException
        ? super.problem(failure)
        : new ProblemException(ProblemType.INTERNAL, null);
  }

  @Override
  protected ErrorResponse problem(HttpStatusCode status, @Nullable String detail) {
    return new ProblemException(ProblemType.of(status), detail);
  }
}
