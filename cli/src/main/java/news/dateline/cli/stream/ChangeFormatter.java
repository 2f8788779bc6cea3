package news.dateline.cli.stream;

import java.util.Optional;
import news.dateline.client.Change;
import news.dateline.client.StreamEvent;
import tools.jackson.databind.JsonNode;

/** Formats the events of a stream for people. */
final class ChangeFormatter {
  private ChangeFormatter() {}

  /** Returns the line for an event; empty for an event about the connection or the day. */
  static Optional<String> format(StreamEvent event) {
    if (event instanceof Change change) {
      return Optional.of(
          "%-10s %s (%d)".formatted(change.kind(), subject(change), change.cursor().seq()));
    }
    if (event instanceof StreamEvent.Reset reset) {
      return Optional.of(
          "%-10s (%s) changes may be missing above; going on from %s"
              .formatted("reset", reset.reason(), reset.cursor()));
    }
    if (event instanceof StreamEvent.Busy busy) {
      return Optional.of("%-10s (%s)".formatted("busy", busy.reason()));
    }
    return event instanceof StreamEvent.Unreadable unreadable
        ? Optional.of("%-10s %s".formatted("unreadable", unreadable.type()))
        : Optional.empty();
  }

  private static String subject(Change change) {
    if (change.id().isEmpty()) {
      return "the feed " + text(change.data().path("feed"), "title");
    }
    JsonNode item = change.data().path("item");
    if (!item.path("title").isString()) {
      String reason = text(change.data(), "reason");
      return change.id() + (reason.isEmpty() ? "" : ": " + reason);
    }
    String label = text(item, "label");
    return (label.isEmpty() ? "" : label + ": ") + text(item, "title");
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }
}
