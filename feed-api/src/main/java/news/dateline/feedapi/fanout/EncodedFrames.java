package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import news.dateline.feedapi.sse.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * Events that go out in one write. Each form that a connection needs is encoded once and shared by
 * all subscribers. For one thread.
 */
public final class EncodedFrames {
  /** The chunk that ends a body (RFC 9112, 7.1). */
  public static final ByteBuf LAST_CHUNK =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer().writeBytes("0\r\n\r\n".getBytes(US_ASCII)).asReadOnly());

  private static final byte[] CRLF = {'\r', '\n'};

  private final List<ByteSlice> events = new ArrayList<>();
  private int length;
  private byte @Nullable [] bytes;
  private @Nullable ByteBuf raw;
  private @Nullable ByteBuf chunked;

  public static EncodedFrames of(ByteSlice... events) {
    EncodedFrames encoded = new EncodedFrames();
    encoded.add(List.of(events));
    return encoded;
  }

  void add(List<ByteSlice> more) {
    events.addAll(more);
    more.forEach(event -> length += event.length());
  }

  /** Returns the size of all events in bytes. */
  public int length() {
    return length;
  }

  int events() {
    return events.size();
  }

  /** Returns the bytes. The caller must not modify them. */
  public byte[] bytes() {
    if (bytes == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(length);
      events.forEach(event -> event.writeTo(out));
      bytes = out.toByteArray();
    }
    return bytes;
  }

  /**
   * Returns the bytes as a buffer that {@link #release} releases: a caller that keeps it retains
   * it.
   */
  public ByteBuf rawBuffer() {
    if (raw == null) {
      raw = write(ByteBufAllocator.DEFAULT.directBuffer(length));
    }
    return raw;
  }

  /** Returns the bytes as one chunk of HTTP/1.1, in a buffer like {@link #rawBuffer}. */
  public ByteBuf chunkedBuffer() {
    if (chunked == null) {
      byte[] size = Integer.toHexString(length).getBytes(US_ASCII);
      ByteBuf buffer =
          ByteBufAllocator.DEFAULT.directBuffer(size.length + length + 2 * CRLF.length);
      chunked = write(buffer.writeBytes(size).writeBytes(CRLF)).writeBytes(CRLF);
    }
    return chunked;
  }

  private ByteBuf write(ByteBuf buffer) {
    events.forEach(event -> buffer.writeBytes(event.asByteBuffer()));
    return buffer;
  }

  /** Releases the buffers. Netty keeps those of pending writes until they are sent. */
  public void release() {
    if (raw != null) {
      raw.release();
    }
    if (chunked != null) {
      chunked.release();
    }
  }
}
