package news.dateline.feedapi.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import news.dateline.feedapi.index.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go out in one write. They are brought into the form a connection needs once, however
 * many are sent it; for one thread at a time.
 */
final class EncodedFrames {
  /** Ends a body that goes in chunks. */
  static final ByteBuf LAST_CHUNK =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer().writeBytes("0\r\n\r\n".getBytes(US_ASCII)).asReadOnly());

  private static final byte[] CRLF = {'\r', '\n'};

  private final List<ByteSlice> events = new ArrayList<>();
  private int length;
  private byte @Nullable [] bytes;
  private @Nullable ByteBuf rawBuffer;
  private @Nullable ByteBuf chunkedBuffer;

  static EncodedFrames of(ByteSlice... events) {
    EncodedFrames encoded = new EncodedFrames();
    encoded.add(List.of(events));
    return encoded;
  }

  void add(List<ByteSlice> more) {
    events.addAll(more);
    more.forEach(event -> length += event.length());
  }

  /** How many bytes of events. */
  int length() {
    return length;
  }

  int events() {
    return events.size();
  }

  /** The bytes themselves, of which the caller only reads. */
  byte[] bytes() {
    if (bytes == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(length);
      events.forEach(event -> event.writeTo(out));
      bytes = out.toByteArray();
    }
    return bytes;
  }

  /** The same for a socket; the parcel's own, so to be retained by those who keep it. */
  ByteBuf rawBuffer() {
    if (rawBuffer == null) {
      rawBuffer = write(ByteBufAllocator.DEFAULT.directBuffer(length));
    }
    return rawBuffer;
  }

  /** The same as one chunk of HTTP/1.1. */
  ByteBuf chunkedBuffer() {
    if (chunkedBuffer == null) {
      byte[] size = Integer.toHexString(length).getBytes(US_ASCII);
      ByteBuf buffer =
          ByteBufAllocator.DEFAULT.directBuffer(size.length + length + 2 * CRLF.length);
      chunkedBuffer = write(buffer.writeBytes(size).writeBytes(CRLF)).writeBytes(CRLF);
    }
    return chunkedBuffer;
  }

  private ByteBuf write(ByteBuf buffer) {
    events.forEach(event -> buffer.writeBytes(event.asByteBuffer()));
    return buffer;
  }

  /** Gives up what was made of it here; what is still being sent is given up when it is sent. */
  void release() {
    if (rawBuffer != null) {
      rawBuffer.release();
    }
    if (chunkedBuffer != null) {
      chunkedBuffer.release();
    }
  }
}
