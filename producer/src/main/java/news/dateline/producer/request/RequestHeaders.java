package news.dateline.producer.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The headers that steer a call; one that cannot be understood is a {@link Problem}. */
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
   * {@code Prefer: wait=N}, RFC 7240: how long the caller would wait, at most 30 s; null without
   * it. Other preferences are the caller's to have and ours to ignore; of several waits the first
   * counts.
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
      throw Problem.badRequest("Prefer", "must give wait in whole seconds, such as wait=2");
    }
    Duration wanted = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    return wanted.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wanted;
  }

  /** {@code If-Match}: the version the editor saw; null without it or for {@code *}. */
  public static @Nullable Integer ifMatch(HttpHeaders headers) {
    String value = single(headers, HttpHeaders.IF_MATCH);
    if (value == null || value.equals("*")) {
      return null;
    }
    Matcher matcher = VERSION.matcher(value);
    if (!matcher.matches()) {
      throw Problem.badRequest(HttpHeaders.IF_MATCH, "must be one version, such as \"3\"");
    }
    return Integer.valueOf(matcher.group(1));
  }

  /** A condition that would not be looked at must not pass for one that held. */
  public static void refuseIfMatch(HttpHeaders headers) {
    if (headers.containsHeader(HttpHeaders.IF_MATCH)) {
      throw Problem.badRequest(HttpHeaders.IF_MATCH, "is not for this call");
    }
  }

  /** The {@code Idempotency-Key}, any text of 1 to 200 characters; null without it. */
  public static @Nullable String idempotencyKey(HttpHeaders headers) {
    String value = single(headers, IDEMPOTENCY_KEY);
    if (value == null) {
      return null;
    }
    // header bytes arrive one to a character
    String key = new String(value.getBytes(ISO_8859_1), UTF_8);
    if (key.isBlank() || key.codePointCount(0, key.length()) > MAX_KEY_LENGTH) {
      throw Problem.badRequest(IDEMPOTENCY_KEY, "must have 1 to " + MAX_KEY_LENGTH + " characters");
    }
    return key;
  }

  private static @Nullable String single(HttpHeaders headers, String name) {
    List<String> values = headers.getOrEmpty(name);
    if (values.size() > 1) {
      throw Problem.badRequest(name, "may be given once");
    }
    return values.isEmpty() ? null : values.get(0).strip();
  }
}
