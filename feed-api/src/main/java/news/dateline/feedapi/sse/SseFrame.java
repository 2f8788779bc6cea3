package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import news.dateline.events.Cursor;

/**
 * One server-sent event as it goes over the wire.
 *
 * @param id the cursor of whoever has seen it
 * @param type the event's type
 * @param bytes the whole event, the empty line at its end included
 * @param data its JSON
 */
public record SseFrame(Cursor id, String type, ByteSlice bytes, ByteSlice data) {

  /**
   * Encodes an event.
   *
   * @param type the event's type
   * @param json one line, as our JSON always is
   */
  public static SseFrame of(Cursor id, String type, byte[] json) {
    ByteSlice event = event(id.toString(), type, json);
    return new SseFrame(id, type, event, event.part(event.length() - 2 - json.length, json.length));
  }

  /** An event's bytes, whatever its id. */
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
