package news.dateline.producer.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import news.dateline.producer.editorial.EventIds;

/**
 * The digest of an element, made while the element is read, so that no text of it is in memory as a
 * whole. It equals the digest of the element's {@code toString()}, which earlier builds recorded.
 */
final class XmlDigest {
  private static final int PART = 8_192;

  private final MessageDigest digest = EventIds.digest("SHA-256");

  void start(String name, Map<String, String> attributes) {
    add("XmlElement[name=" + name + ", attributes=" + attributes + ", content=[");
  }

  /** Adds what separates a part of the content from the one before. */
  void separate(boolean first) {
    add(first ? "" : ", ");
  }

  void end() {
    add("]]");
  }

  void add(String text) {
    for (int start = 0; start < text.length(); ) {
      int end = Math.min(start + PART, text.length());
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--; // both halves of a pair are one character
      }
      digest.update(text.substring(start, end).getBytes(UTF_8));
      start = end;
    }
  }

  /** Returns the digest. The next element begins a new one. */
  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
