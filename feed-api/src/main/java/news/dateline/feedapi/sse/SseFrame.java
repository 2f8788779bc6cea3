package news.dateline.feedapi.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import news.dateline.events.Cursor;

/**
 * One server-sent event as bytes (HTML standard, 9.2.6).
 *
 * @param id the cursor of a client that has received the event
 * @param type the event's type
 * @param bytes the whole event with the empty line that ends it
 * @param data its JSON; a part of {@code bytes}
 */
public record SseFrame(Cursor id, String type, ByteSlice bytes, ByteSlice data) {

  /**
   * Encodes an event.
   *
   * @param json one line
   */
  public static SseFrame of(Cursor id, String type, byte[] json) {
    ByteSlice event = event(id.toString(), type, json);
    return new SseFrame(id, type, event, event.part(event.length() - 2 - json.length, json.length));
  }

  /** Encodes an event with any id. */
  public static ByteSlice event(String id, String type, byte[] json) {
    byte[] head = ("id: " + id + "\nevent: " + type + "\ndata: ").getBytes(UTF_8);
    byte[] event = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, event, 0, head.length);
    System.arraycopy(json, 0, event, head.length, json.length);
    event[event.length - 2] = '\n';
    event[event.length - 1] = '\n';
    return ByteSlice.of(event);
  }
}
