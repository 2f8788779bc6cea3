package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import news.dateline.events.Json;
import news.dateline.testbed.terminal.CommandFailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the desk answered in the end. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiResponse(int status, byte[] body) {
  boolean ok() {
    return status >= 200 && status < 300;
  }

  String text() {
    return new String(body, UTF_8);
  }

  /** The body; what cannot be read as JSON is a missing node, whose every field is missing too. */
  JsonNode json() {
    try {
      return Json.mapper().readTree(body);
    } catch (JacksonException e) {
      return Json.mapper().missingNode();
    }
  }

  /** A failure in the desk's own words: its problem document's, with the field it names. */
  CommandFailedException problem(String desk) {
    JsonNode problem = json();
    String title = problem.path("title").asString("");
    String words = problem.path("detail").asString(title);
    String field = problem.path("field").asString("");
    if (words.isEmpty()) {
      return CommandFailedException.unreachable(
          desk + " answered " + status + " without a reason: is it Dateline's desk?");
    }
    String message = words.startsWith(field) ? words : field + ": " + words;
    return mayBeRefusal()
        ? CommandFailedException.refused("refused: " + message)
        : CommandFailedException.unreachable(desk + ": " + message + " (" + status + ")");
  }

  /** Whether the request itself was looked at: not so without a token, a feed or a working desk. */
  private boolean mayBeRefusal() {
    return status >= 400 && status < 500 && status != 401 && status != 403 && status != 404;
  }
}
