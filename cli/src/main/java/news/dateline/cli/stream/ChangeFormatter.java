package news.dateline.cli.stream;

import com.launchdarkly.eventsource.MessageEvent;
import java.util.Optional;
import news.dateline.events.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One message of a stream as a person reads it. */
final class ChangeFormatter {
  private ChangeFormatter() {}

  /** The line; none for what only keeps the cursor. */
  static Optional<String> of(MessageEvent message) {
    try {
      JsonNode frame = Json.mapper().readTree(message.getData());
      return switch (message.getEventName()) {
        case "item" -> Optional.of(line(frame, subject(frame)));
        case "feed" -> Optional.of(line(frame, "the feed " + text(frame.path("feed"), "title")));
        case "reset" ->
            Optional.of(
                "%-10s (%s) changes may be missing above; going on from %s"
                    .formatted("reset", text(frame, "reason"), message.getLastEventId()));
        case "busy" -> Optional.of("%-10s (%s)".formatted("busy", text(frame, "reason")));
        default -> Optional.empty();
      };
    } catch (JacksonException e) {
      return Optional.of("%-10s %s".formatted("unreadable", message.getEventName()));
    }
  }

  private static String line(JsonNode frame, String subject) {
    return "%-10s %s (%s)".formatted(text(frame, "change"), subject, text(frame, "seq"));
  }

  private static String subject(JsonNode frame) {
    JsonNode item = frame.path("item");
    if (!item.path("title").isString()) {
      return text(frame, "id") + reason(frame);
    }
    JsonNode label = item.path("label");
    return (label.isString() ? label.asString() + ": " : "") + text(item, "title");
  }

  private static String reason(JsonNode frame) {
    String reason = text(frame, "reason");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }
}
