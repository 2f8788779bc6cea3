package news.dateline.feedapi.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import news.dateline.events.Cursor;

/**
 * One server-sent event as it goes over the wire.
 *
 * @param id the cursor of whoever has seen it
 * @param bytes the whole event, the empty line at its end included
 * @param data its JSON
 */
public record Frame(Cursor id, Slice bytes, Slice data) {

  /**
   * Encodes an event.
   *
   * @param type the event's type
   * @param json one line, as our JSON always is
   */
  public static Frame of(Cursor id, String type, byte[] json) {
    byte[] head = ("id: " + id + "\nevent: " + type + "\ndata: ").getBytes(UTF_8);
    byte[] frame = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(json, 0, frame, head.length, json.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    return new Frame(id, Slice.of(frame), new Slice(frame, head.length, json.length));
  }
}
