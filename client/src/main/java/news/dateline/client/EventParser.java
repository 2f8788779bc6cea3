package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Parses an event stream by the rules of the WHATWG HTML standard, 9.2.6. The bytes may come in
 * pieces of any size. The parser reports what the standard lets a browser ignore as a protocol
 * violation: Dateline never sends it, so it would be a sign that a value forged a line. Not
 * thread-safe.
 */
public final class EventParser {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final EventHandler handler;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private String type = "";
  private String id = "";
  private boolean afterCarriageReturn;
  private boolean begun;
  private boolean fields;

  /** Receives what the parser reads, on the thread that calls {@link #read}. */
  public interface EventHandler {
    /** A whole event was read. */
    void event(ServerSentEvent event);

    /** The server sets the time to wait before the next connection, in milliseconds. */
    void retry(long millis);

    /** The stream holds something that Dateline never sends. */
    default void protocolViolation(String what) {}
  }

  /** A growing byte array. */
  private static final class Bytes {
    private byte[] array = new byte[256];
    private int length;

    private void append(byte[] source, int from, int count) {
      if (array.length - length < count) {
        array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
      }
      System.arraycopy(source, from, array, length, count);
      length += count;
    }
  }

  /** Creates a parser for one connection. */
  public EventParser(EventHandler handler) {
    this.handler = handler;
  }

  /** Reads all remaining bytes of the buffer. */
  public void read(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    read(copy, 0, copy.length);
  }

  /** Reads the bytes from the index {@code from} to before the index {@code to}. */
  public void read(byte[] bytes, int from, int to) {
    int start = from;
    if (afterCarriageReturn && start < to) {
      afterCarriageReturn = false;
      start += bytes[start] == '\n' ? 1 : 0;
    }
    for (int i = start; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        line.append(bytes, start, i - start);
        endLine();
        line.length = 0;
        if (bytes[i] == '\r') {
          afterCarriageReturn = i + 1 == to;
          i += i + 1 < to && bytes[i + 1] == '\n' ? 1 : 0;
        }
        start = i + 1;
      }
    }
    if (start < to) {
      line.append(bytes, start, to - start);
    }
  }

  /** Returns true if an event has begun that has not ended; it is lost if the connection ends. */
  public boolean withinEvent() {
    return fields || line.length > 0;
  }

  private void endLine() {
    if (!begun) {
      begun = true;
      if (line.length >= 3 && Arrays.equals(line.array, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
        System.arraycopy(line.array, 3, line.array, 0, line.length - 3);
        line.length -= 3;
      }
    }
    if (line.length == 0) {
      dispatch();
      return;
    }
    int colon = 0;
    while (colon < line.length && line.array[colon] != ':') {
      colon++;
    }
    if (colon == 0) {
      return; // a comment
    }
    int value = Math.min(colon + 1, line.length);
    field(colon, value < line.length && line.array[value] == ' ' ? value + 1 : value);
  }

  private void field(int nameLength, int from) {
    fields = true;
    if (named("data", nameLength)) {
      data.append(line.array, from, line.length - from);
      data.append(new byte[] {'\n'}, 0, 1);
    } else if (named("id", nameLength)) {
      id = withoutNul(text(from));
    } else if (named("event", nameLength)) {
      type = text(from);
    } else if (named("retry", nameLength)) {
      retry(text(from));
    } else {
      handler.protocolViolation("a field that Dateline does not have");
    }
  }

  private boolean named(String name, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (line.array[i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(int from) {
    String text = new String(line.array, from, line.length - from, UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      handler.protocolViolation("a field that is not UTF-8");
    }
    return text;
  }

  private String withoutNul(String next) {
    if (next.indexOf('\0') >= 0) {
      handler.protocolViolation("an id with NUL");
      return id;
    }
    return next;
  }

  private void retry(String text) {
    if (text.matches("[0-9]{1,9}")) {
      handler.retry(Long.parseLong(text));
    } else {
      handler.protocolViolation("a retry that is no number");
    }
  }

  private void dispatch() {
    if (data.length > 0) {
      byte[] content = Arrays.copyOf(data.array, data.length - 1);
      handler.event(new ServerSentEvent(type.isEmpty() ? "message" : type, id, content));
    }
    data.length = 0;
    type = "";
    fields = false;
  }
}
