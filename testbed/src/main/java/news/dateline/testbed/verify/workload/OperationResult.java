package news.dateline.testbed.verify.workload;

import news.dateline.client.ApiResponse;
import news.dateline.events.Cursor;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The result of an operation.
 *
 * @param http the HTTP status; 0 if no answer came in time
 * @param status {@code accepted}, {@code held}, {@code unchanged}; empty if the operation was
 *     refused or has no outcome yet
 * @param cursor the position of its last change; null if it made none
 * @param version the item's version afterwards
 */
public record OperationResult(
    int http, String status, String eventId, @Nullable Cursor cursor, int version, String text) {
  public static final OperationResult NONE =
      new OperationResult(0, "", "", null, 0, "no outcome came");

  public static OperationResult of(ApiResponse response) {
    int http = response.status();
    try {
      JsonNode answer = Json.mapper().readTree(response.body());
      if (http / 100 != 2) {
        String why = answer.path("reason").asString(answer.path("title").asString(""));
        return new OperationResult(http, "", "", null, 0, http + " " + why);
      }
      String status = answer.path("status").asString("");
      return new OperationResult(
          http,
          status,
          answer.path("eventId").asString(""),
          cursor(answer),
          answer.path("version").asInt(0),
          status);
    } catch (JacksonException e) {
      return new OperationResult(http, "", "", null, 0, http + " without JSON");
    }
  }

  private static @Nullable Cursor cursor(JsonNode answer) {
    long seq = answer.path("seq").asLong(answer.path("lastSeq").asLong(0));
    try {
      return seq == 0 ? null : new Cursor(answer.path("epoch").asString(""), seq);
    } catch (InvalidFieldException e) {
      return null;
    }
  }

  public boolean accepted() {
    return status.equals("accepted");
  }

  public boolean held() {
    return status.equals("held");
  }

  public boolean unchanged() {
    return status.equals("unchanged");
  }

  /** Returns true for an outcome, and for a refusal that a repetition would not change. */
  public boolean isFinal() {
    return http / 100 == 2 ? !status.isEmpty() : http / 100 == 4 && http != 429;
  }

  public boolean sameOutcome(OperationResult other) {
    return status.equals(other.status)
        && eventId.equals(other.eventId)
        && (cursor == null ? other.cursor == null : cursor.equals(other.cursor));
  }
}
