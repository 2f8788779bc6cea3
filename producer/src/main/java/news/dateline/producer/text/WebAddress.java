package news.dateline.producer.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses as browsers do: resolves relative ones and encodes what RFC 3986 does not allow.
 */
public final class WebAddress {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?is)(https?):[/\\\\]*([^/\\\\?#]+)([^?#]*)(\\?[^#]*)?(#.*)?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([^@]*)@)?(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::([0-9]*))?");
  private static final Pattern HOST = Pattern.compile("[a-z0-9_.-]+|\\[[0-9a-f:.]+]");
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
  private static final Pattern MAIL =
      Pattern.compile("(?i)mailto:[^\\s<>\"'`\\\\{}|^@]+@[^\\s<>\"'`\\\\{}|^@]+");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final BitSet ALLOWED = allowed();
  private static final int MAX_PORT = 65_535;

  /** Where services have the pictures of their accounts, and nothing else. */
  private static final Pattern AVATAR =
      Pattern.compile(
          "(?i)(?:https?:)?//(?:(?:[^/]*\\.)?gravatar\\.com/avatar/"
              + "|avatars[0-9]*\\.githubusercontent\\.com/)");

  private WebAddress() {}

  /** Returns true if it is the address of the picture of an author rather than of a story. */
  public static boolean isAvatar(String address) {
    return AVATAR.matcher(address).lookingAt();
  }

  /** Returns a mailto: address if it is one. */
  static Optional<String> mail(String address) {
    return MAIL.matcher(address).matches() ? Optional.of(encode(address)) : Optional.empty();
  }

  /**
   * Returns the http or https address that a reference means, in a form that every URI parser
   * accepts. Empty if it means none.
   *
   * @param base the absolute address that a relative reference is relative to
   */
  public static Optional<String> resolve(@Nullable String base, String reference) {
    String trimmed = trim(reference);
    if (SCHEME.matcher(trimmed).matches()) {
      return absolute(trimmed);
    }
    if (trimmed.startsWith("//")) {
      return absolute((base != null && base.startsWith("http:") ? "http:" : "https:") + trimmed);
    }
    return base == null ? Optional.empty() : absolute(base).flatMap(at -> relative(at, trimmed));
  }

  private static Optional<String> relative(String base, String reference) {
    String page = base.replaceFirst("#.*", "");
    String path = page.replaceFirst("\\?.*", "");
    int origin = path.indexOf('/', path.indexOf("//") + 2);
    if (reference.isEmpty()) {
      return Optional.of(page);
    }
    return absolute(
        switch (reference.charAt(0)) {
          case '#' -> page + reference;
          case '?' -> path + reference;
          case '/', '\\' -> path.substring(0, origin) + reference;
          default -> path.substring(0, path.lastIndexOf('/') + 1) + reference;
        });
  }

  private static Optional<String> absolute(String address) {
    Matcher parts = ABSOLUTE.matcher(address);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String path = withoutDots(encode(parts.group(3).replace('\\', '/')));
    String query = parts.group(4) == null ? "" : encode(parts.group(4));
    String fragment = parts.group(5) == null ? "" : "#" + encode(parts.group(5).substring(1));
    return authority(parts.group(2), scheme)
        .map(authority -> scheme + "://" + authority + path + query + fragment)
        .filter(WebAddress::isUri);
  }

  private static String part(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Optional<String> authority(String text, String scheme) {
    Matcher parts = AUTHORITY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String host = host(parts.group(2));
    String port = part(parts.group(3));
    if (!HOST.matcher(host).matches()
        || port.length() > 5
        || (!port.isEmpty() && Integer.parseInt(port) > MAX_PORT)) {
      return Optional.empty();
    }
    String usual = scheme.equals("https") ? "443" : "80";
    String user = parts.group(1) == null ? "" : encode(parts.group(1)) + "@";
    return Optional.of(user + host + (port.isEmpty() || port.equals(usual) ? "" : ":" + port));
  }

  private static String host(String name) {
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Removes the segments "." and ".." of an absolute path, as RFC 3986 does. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      String segment = segments[i];
      if (segment.equals("..")) {
        kept.pollLast();
      }
      if (!segment.equals(".") && !segment.equals("..")) {
        kept.addLast(segment);
      } else if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /** Encodes what may not stand in a path, query or fragment. Keeps what is encoded already. */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean escape = c == '%' && ESCAPE.matcher(text).region(i, text.length()).lookingAt();
      if (escape || (c < 0x80 && ALLOWED.get(c))) {
        encoded.append((char) c);
      } else {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
      }
      i += Character.charCount(c);
    }
    return encoded.toString();
  }

  private static BitSet allowed() {
    BitSet allowed = new BitSet(0x80);
    "-._~!$&'()*+,;=:@/?".chars().forEach(allowed::set);
    allowed.set('0', '9' + 1);
    allowed.set('A', 'Z' + 1);
    allowed.set('a', 'z' + 1);
    return allowed;
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Strips spaces and controls at the ends, and tabs and line breaks anywhere. */
  private static String trim(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    int end = text.length();
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(start, end).replaceAll("[\\t\\n\\r]", "").strip();
  }
}
