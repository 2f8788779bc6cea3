package news.dateline.feedapi.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parses an event stream exactly as the HTML standard requires (9.2.6). */
final class StrictParser {
  private final List<Event> events = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String lastEventId = "";

  /** A dispatched event. */
  record Event(String type, String data, String lastEventId) {}

  private StrictParser() {}

  /**
   * @throws IllegalArgumentException if the bytes are not UTF-8
   */
  static List<Event> parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(e);
    }
    StrictParser parser = new StrictParser();
    // one byte order mark at the start is ignored
    String stream = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : stream.split("\r\n|\r|\n", -1)) {
      parser.line(line);
    }
    return parser.events;
  }

  private void line(String line) {
    if (line.isEmpty()) {
      dispatch();
    } else if (line.charAt(0) != ':') {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1);
      field(
          colon < 0 ? line : line.substring(0, colon),
          value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> type = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
      default -> {
        // retry does not matter here; unknown fields are ignored
      }
    }
  }

  private void dispatch() {
    if (data.length() > 0) {
      String whole = data.substring(0, data.length() - 1);
      events.add(new Event(type.isEmpty() ? "message" : type, whole, lastEventId));
    }
    data.setLength(0);
    type = "";
  }
}
