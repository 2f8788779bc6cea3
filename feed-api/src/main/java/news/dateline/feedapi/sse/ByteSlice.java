package news.dateline.feedapi.index;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import news.dateline.events.Json;

/** Bytes made once and shared by everyone who sends them; nobody writes into them. */
public final class ByteSlice {
  private final byte[] bytes;
  private final int from;
  private final int length;

  ByteSlice(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** All of the given bytes, which are the slice's from here on. */
  public static ByteSlice of(byte[] bytes) {
    return new ByteSlice(bytes, 0, bytes.length);
  }

  public int length() {
    return length;
  }

  public void writeTo(ByteArrayOutputStream out) {
    out.write(bytes, from, length);
  }

  /** A view without a copy, of which the caller only reads. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, from, length);
  }

  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** These bytes and then the other's. */
  public ByteSlice and(ByteSlice other) {
    byte[] both = Arrays.copyOfRange(bytes, from, from + length + other.length);
    System.arraycopy(other.bytes, other.from, both, length, other.length);
    return ByteSlice.of(both);
  }

  /** Where the byte is for the first time; -1 where it is not. */
  int indexOf(char ascii) {
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

  <T> T read(Class<T> type) {
    return Json.mapper().readValue(bytes, from, length, type);
  }
}
