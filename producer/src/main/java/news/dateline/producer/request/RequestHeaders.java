package news.dateline.producer.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Parses the headers of commands. A malformed header is a {@link ProblemException}. */
public final class RequestHeaders {
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String PREFERENCE_APPLIED = "Preference-Applied";

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final int MAX_KEY_LENGTH = 200;
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern WAIT =
      Pattern.compile("(?i:wait)\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?");
  private static final Pattern WAIT_PREFERENCE = Pattern.compile("(?i)wait\\s*([=;].*)?");
  private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,8})\"");

  private RequestHeaders() {}

  /**
   * Returns the time in {@code Prefer: wait=N} (RFC 7240, section 4.3), at most 30 s; null if there
   * is none. Of several waits the first counts. Other preferences are ignored.
   */
  public static @Nullable Duration preferredWait(HttpHeaders headers) {
    Optional<String> wait =
        headers.getOrEmpty("Prefer").stream()
            .flatMap(COMMA::splitAsStream)
            .map(String::strip)
            .filter(preference -> WAIT_PREFERENCE.matcher(preference).matches())
            .findFirst();
    if (wait.isEmpty()) {
      return null;
    }
    Matcher matcher = WAIT.matcher(wait.get());
    if (!matcher.matches()) {
      throw ProblemException.badRequest(
          "Prefer", "must give wait in whole seconds, such as wait=2");
    }
    Duration requested = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    return requested.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : requested;
  }

  /** Returns the version in {@code If-Match}; null if the header is absent or {@code *}. */
  public static @Nullable Integer ifMatch(HttpHeaders headers) {
    String value = single(headers, HttpHeaders.IF_MATCH);
    if (value == null || value.equals("*")) {
      return null;
    }
    Matcher matcher = VERSION.matcher(value);
    if (!matcher.matches()) {
      throw ProblemException.badRequest(HttpHeaders.IF_MATCH, "must be one version, such as \"3\"");
    }
    return Integer.valueOf(matcher.group(1));
  }

  /** Refuses {@code If-Match} on a request that would ignore the condition. */
  public static void refuseIfMatch(HttpHeaders headers) {
    if (headers.containsHeader(HttpHeaders.IF_MATCH)) {
      throw ProblemException.badRequest(HttpHeaders.IF_MATCH, "is not supported by this request");
    }
  }

  /** Returns the {@code Idempotency-Key}, 1 to 200 characters of UTF-8; null if it is absent. */
  public static @Nullable String idempotencyKey(HttpHeaders headers) {
    String value = single(headers, IDEMPOTENCY_KEY);
    if (value == null) {
      return null;
    }
    // Netty decodes header bytes as ISO 8859-1
    String key = new String(value.getBytes(ISO_8859_1), UTF_8);
    if (key.isBlank() || key.codePointCount(0, key.length()) > MAX_KEY_LENGTH) {
      throw ProblemException.badRequest(
          IDEMPOTENCY_KEY, "must have 1 to " + MAX_KEY_LENGTH + " characters");
    }
    return key;
  }

  private static @Nullable String single(HttpHeaders headers, String name) {
    List<String> values = headers.getOrEmpty(name);
    if (values.size() > 1) {
      throw ProblemException.badRequest(name, "may be given once");
    }
    return values.isEmpty() ? null : values.get(0).strip();
  }
}
