package news.dateline.producer.request;

import java.util.function.Function;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.problem.ProblemException;

/** Reads the ids in a request's path. */
public final class RequestPath {
  private RequestPath() {}

  /** Parses a path variable. Throws a {@link ProblemException} if the id is malformed. */
  public static <T> T id(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (InvalidFieldException e) {
      throw ProblemException.inPath(e);
    }
  }
}
