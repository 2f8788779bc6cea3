package news.dateline.feedapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * An answer in one form, made when it is first asked for and then kept: plain or compressed.
 * Whoever asks at the same moment may make it twice.
 */
public final class Representation {
  private final MediaType type;
  private final String digest;
  private final Supplier<byte[]> body;
  private volatile byte @Nullable [] plain;
  private volatile byte @Nullable [] compressed;

  /**
   * @param version whatever the body is made from
   */
  public Representation(MediaType type, String version, Supplier<byte[]> body) {
    this.type = type;
    this.digest = UUID.nameUUIDFromBytes((version + "\n" + type).getBytes(UTF_8)).toString();
    this.body = body;
  }

  MediaType type() {
    return type;
  }

  /** The strong validator; a compressed form is another representation and has one of its own. */
  String etag(boolean gzip) {
    return gzip ? "\"" + digest + "-gzip\"" : "\"" + digest + "\"";
  }

  /** The bytes, of which the caller only reads. */
  byte[] bytes(boolean gzip) {
    byte[] bytes = gzip ? compressed : plain;
    if (bytes != null) {
      return bytes;
    }
    if (gzip) {
      byte[] made = compress(bytes(false));
      compressed = made;
      return made;
    }
    byte[] made = body.get();
    plain = made;
    return made;
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
