package news.dateline.producer.problem;

import news.dateline.support.web.ProblemHandler;
import org.springframework.web.ErrorResponse;

/** Maps each failure of the editors' API to a {@link ProblemException}. */
public final class EditorApiProblemHandler extends ProblemHandler {
  @Override
  protected ErrorResponse problem(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    if (failure instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
      ProblemException problem =
          new ProblemException(ProblemType.of(known.getStatusCode()), known.getBody().getDetail());
      problem.getHeaders().putAll(known.getHeaders());
      return problem;
    }
    return new ProblemException(ProblemType.INTERNAL, null);
  }
}
