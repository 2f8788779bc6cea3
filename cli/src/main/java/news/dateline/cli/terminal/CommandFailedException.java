package news.dateline.cli.terminal;

import news.dateline.client.ApiException;
import news.dateline.client.ApiResponse;
import tools.jackson.databind.JsonNode;

/** Ends a command early, with one line for the person who called it and an exit code. */
public final class CommandFailedException extends RuntimeException {
  /** The exit code if Dateline took the request and refused it. */
  public static final int REFUSED = 1;

  /** The exit code if a flag, file, address, token or feed is wrong, or nothing answers. */
  public static final int UNREACHABLE = 2;

  private final int exitCode;

  private CommandFailedException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  public static CommandFailedException refused(String message) {
    return new CommandFailedException(REFUSED, message);
  }

  public static CommandFailedException unreachable(String message) {
    return new CommandFailedException(UNREACHABLE, message);
  }

  /** The failure of a request, in the words of the problem document and with the field it names. */
  public static CommandFailedException of(ApiException failure, String command) {
    ApiResponse response = failure.response();
    if (response == null) {
      return unreachable(String.valueOf(failure.getMessage()));
    }
    JsonNode problem = response.json();
    String detail = problem.path("detail").asString(problem.path("title").asString(""));
    String field = problem.path("field").asString("");
    if (detail.isEmpty()) {
      return unreachable(
          "%s was answered with %d without a reason: is this the address of Dateline?"
              .formatted(command, response.status()));
    }
    String message = detail.startsWith(field) ? detail : field + ": " + detail;
    return concernsTheRequest(response.status())
        ? refused("refused: " + message)
        : unreachable(command + ": " + message + " (" + response.status() + ")");
  }

  /** Returns false if the token, the feed or the service is at fault instead. */
  private static boolean concernsTheRequest(int status) {
    return status >= 400 && status < 500 && status != 401 && status != 403 && status != 404;
  }

  public int exitCode() {
    return exitCode;
  }
}
