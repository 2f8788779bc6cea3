package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * An answer in one media type. Its bytes are made at the first request for them and then kept,
 * plain and compressed. Thread-safe; simultaneous first requests may make them twice.
 */
public final class Representation {
  private final MediaType type;
  private final String digest;
  private final CachePolicy cachePolicy;
  private final Supplier<ByteBuf> body;
  private volatile @Nullable ByteBuf plain;
  private volatile @Nullable ByteBuf compressed;

  /**
   * @param version identifies what the body is made from
   */
  Representation(MediaType type, String version, CachePolicy cachePolicy, Supplier<ByteBuf> body) {
    this.type = type;
    this.cachePolicy = cachePolicy;
    this.digest = UUID.nameUUIDFromBytes((version + "\n" + type).getBytes(UTF_8)).toString();
    this.body = body;
  }

  MediaType type() {
    return type;
  }

  CachePolicy cachePolicy() {
    return cachePolicy;
  }

  /** Returns the strong validator (RFC 9110, 8.8.3), which differs for the compressed bytes. */
  String etag(boolean gzip) {
    return gzip ? "\"" + digest + "-gzip\"" : "\"" + digest + "\"";
  }

  /** Returns the bytes, which the caller neither modifies nor releases. */
  ByteBuf bytes(boolean gzip) {
    ByteBuf bytes = gzip ? compressed : plain;
    if (bytes != null) {
      return bytes;
    }
    if (gzip) {
      ByteBuf made = compress(bytes(false));
      compressed = made;
      return made;
    }
    ByteBuf made = body.get();
    plain = made;
    return made;
  }

  private static ByteBuf compress(ByteBuf bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.readableBytes() / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      bytes.getBytes(bytes.readerIndex(), gzip, bytes.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Unpooled.wrappedBuffer(out.toByteArray());
  }
}
