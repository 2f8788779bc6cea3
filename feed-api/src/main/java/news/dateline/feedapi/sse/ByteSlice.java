package news.dateline.feedapi.sse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import news.dateline.events.Json;
import tools.jackson.core.JsonParser;

/** A range of a byte array that is encoded once and shared by all streams. It is never modified. */
public final class ByteSlice {
  private final byte[] bytes;
  private final int from;
  private final int length;

  private ByteSlice(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** Wraps all of the given bytes, which the caller must not modify afterwards. */
  public static ByteSlice of(byte[] bytes) {
    return new ByteSlice(bytes, 0, bytes.length);
  }

  public int length() {
    return length;
  }

  public void writeTo(ByteArrayOutputStream out) {
    out.write(bytes, from, length);
  }

  /** Returns a view of the bytes, not a copy. The caller must not write into it. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, from, length);
  }

  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Returns a copy of these bytes followed by the other's. */
  public ByteSlice and(ByteSlice other) {
    byte[] both = Arrays.copyOfRange(bytes, from, from + length + other.length);
    System.arraycopy(other.bytes, other.from, both, length, other.length);
    return ByteSlice.of(both);
  }

  /** Returns the index of the first occurrence, or -1. */
  public int indexOf(char ascii) {
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] == ascii) {
        return i;
      }
    }
    return -1;
  }

  public ByteSlice part(int start, int size) {
    return new ByteSlice(bytes, from + start, size);
  }

  /** Returns a parser of the bytes, which are JSON. The caller closes it. */
  public JsonParser parser() {
    return Json.mapper().createParser(bytes, from, length);
  }

  public <T> T read(Class<T> type) {
    return Json.mapper().readValue(bytes, from, length, type);
  }
}
