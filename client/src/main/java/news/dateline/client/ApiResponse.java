package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The answer to one request.
 *
 * @param status the HTTP status
 * @param body the bytes of the body; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // responses are never compared
public record ApiResponse(int status, byte[] body) {
  /** Returns true for a status from 200 to 299. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** The body as JSON; a missing node, whose every field is missing, if the body is not JSON. */
  public JsonNode json() {
    try {
      return Json.mapper().readTree(body);
    } catch (JacksonException e) {
      return Json.mapper().missingNode();
    }
  }

  /**
   * The position in the feed's log that the answer names by {@code epoch} and {@code seq}: of a
   * snapshot its own, of an accepted operation that of its last change. Empty if it names none.
   */
  public Optional<Cursor> cursor() {
    JsonNode json = json();
    long seq = json.path("seq").asLong(json.path("lastSeq").asLong(-1));
    try {
      return Optional.of(new Cursor(json.path("epoch").asString(""), seq));
    } catch (InvalidFieldException e) {
      return Optional.empty();
    }
  }
}
