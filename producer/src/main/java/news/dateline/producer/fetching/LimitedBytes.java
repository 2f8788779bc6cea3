package news.dateline.producer.fetching;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Collects the bytes of a document, up to a limit. */
final class LimitedBytes {
  private final int max;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LimitedBytes(int max) {
    this.max = max;
  }

  void add(byte[] part) {
    add(part, part.length);
  }

  private void add(byte[] part, int length) {
    if (bytes.size() + length > max) {
      throw tooLarge(max);
    }
    bytes.write(part, 0, length);
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  /** Decompresses, with the same limit for what comes out. */
  static byte[] gunzip(byte[] compressed, int max) {
    LimitedBytes decoded = new LimitedBytes(max);
    byte[] part = new byte[8_192];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        decoded.add(part, read);
      }
    } catch (IOException e) {
      throw new FetchFailedException("the document is not the gzip that its header says", null);
    }
    return decoded.toArray();
  }

  static FetchFailedException tooLarge(int max) {
    return new FetchFailedException("the document has more than " + max + " bytes", null);
  }
}
