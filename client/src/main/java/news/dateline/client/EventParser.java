package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.Arrays;

/**
 * Reads an event stream by the rules of the WHATWG HTML standard, 9.2.6, in whatever pieces it
 * comes. What the standard lets a browser ignore is told as a flaw all the same: Dateline never
 * sends it, so it would be a sign of a field that forged a line.
 */
public final class EventParser {
  private static final int NUL = 0;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Listener listener;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private String type = "";
  private String id = "";
  private boolean afterCarriageReturn;
  private boolean begun;
  private boolean fields;

  /** What a stream says. */
  public interface Listener {
    void event(Event event);

    /** The server asks for another pause before the next connection. */
    void retry(long millis);

    /** The stream holds what Dateline never sends. */
    void protocolViolation(String what);
  }

  /** Bytes collected until their end is known. */
  private static final class Bytes {
    private byte[] array = new byte[256];
    private int length;

    private void append(ByteBuf source, int count) {
      makeRoom(count);
      source.readBytes(array, length, count);
      length += count;
    }

    private void append(Bytes source, int from) {
      int count = source.length - from;
      makeRoom(count + 1);
      System.arraycopy(source.array, from, array, length, count);
      length += count;
      array[length++] = '\n';
    }

    private void makeRoom(int count) {
      if (array.length - length < count) {
        array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
      }
    }
  }

  public EventParser(Listener listener) {
    this.listener = listener;
  }

  /** Reads all there is. */
  public void read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      boolean afterReturn = afterCarriageReturn;
      afterCarriageReturn = false;
      if (afterReturn && bytes.getByte(bytes.readerIndex()) == '\n') {
        bytes.skipBytes(1);
        continue;
      }
      int end = bytes.forEachByte(ByteProcessor.FIND_CRLF);
      if (end < 0) {
        line.append(bytes, bytes.readableBytes());
        return;
      }
      line.append(bytes, end - bytes.readerIndex());
      afterCarriageReturn = bytes.readByte() == '\r';
      endLine();
      line.length = 0;
    }
  }

  /** Whether an event has begun that has not ended: it would be lost with the connection. */
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
      return;
    }
    int value = Math.min(colon + 1, line.length);
    field(colon, value < line.length && line.array[value] == ' ' ? value + 1 : value);
  }

  private void field(int nameLength, int from) {
    fields = true;
    if (named("data", nameLength)) {
      data.append(line, from);
    } else if (named("id", nameLength)) {
      id = identified(text(from));
    } else if (named("event", nameLength)) {
      type = text(from);
    } else if (named("retry", nameLength)) {
      retry(text(from));
    } else {
      listener.protocolViolation("a field that Dateline does not have");
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
      listener.protocolViolation("a field that is not UTF-8");
    }
    return text;
  }

  private String identified(String next) {
    if (next.indexOf(NUL) >= 0) {
      listener.protocolViolation("an id with NUL");
      return id;
    }
    return next;
  }

  private void retry(String text) {
    if (text.matches("[0-9]{1,9}")) {
      listener.retry(Long.parseLong(text));
    } else {
      listener.protocolViolation("a retry that is no number");
    }
  }

  private void dispatch() {
    if (data.length > 0) {
      byte[] content = Arrays.copyOf(data.array, data.length - 1);
      listener.event(new Event(type.isEmpty() ? "message" : type, id, content));
    }
    data.length = 0;
    type = "";
    fields = false;
  }
}
