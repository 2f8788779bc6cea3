package news.dateline.producer.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.PolledSource;
import news.dateline.pages.TagFolding;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.importing.PolledImport;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * A source of the settings.
 *
 * @param labels the label of the feed for each category of the source in the form of TagFolding
 */
record PollTarget(
    FeedId feed,
    String source,
    String address,
    Duration interval,
    Map<String, String> labels,
    Map<String, String> headers) {
  private static final int MAX_SOURCE = 200;
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
  private static final Duration MAX_INTERVAL = Duration.ofDays(7);
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  /** Headers that the producer sets itself, or that describe the connection. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "if-none-match",
          "if-modified-since",
          "upgrade",
          "te");

  /**
   * Reads a source of the settings.
   *
   * @param name the name of the setting, for the message of an exception
   * @throws IllegalArgumentException if a value is invalid; the message names the key
   */
  static PollTarget of(ImportProperties.Source written, String name) {
    String address =
        WebAddress.resolve(null, written.url() == null ? "" : written.url().strip())
            .orElseThrow(() -> invalid(name + ".url", "must be an http or https address"));
    checkAddress(URI.create(address), name + ".url");
    Duration interval = written.interval();
    if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
      throw invalid(name + ".interval", "must be between 1 s and 7 days");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    written.labels().forEach((tag, label) -> labels.put(TagFolding.fold(tag), label));
    written.headers().forEach((header, value) -> checkHeader(name + ".headers", header, value));
    return new PollTarget(
        feed(written.feed()).orElseThrow(() -> invalid(name + ".feed", "must be the id of a feed")),
        source(written.source(), address, name + ".source"),
        address,
        interval,
        Map.copyOf(labels),
        Map.copyOf(written.headers()));
  }

  private static void checkAddress(URI address, String name) {
    if (address.getUserInfo() != null) {
      throw invalid(name, "must have no user name, use headers.Authorization");
    }
    // such as a host with an underscore, whose port and user name a URI parser does not report
    if (address.getHost() == null) {
      throw invalid(name, "must have a host of letters, digits, dots and hyphens");
    }
  }

  private static Optional<FeedId> feed(@Nullable String written) {
    try {
      return Optional.of(new FeedId(written == null ? "" : written));
    } catch (InvalidFieldException e) {
      return Optional.empty();
    }
  }

  private static String source(@Nullable String written, String address, String name) {
    if (written == null) {
      return PolledImport.sourceName(address);
    }
    String source = written.strip();
    boolean control = source.chars().anyMatch(Character::isISOControl);
    if (source.isEmpty() || source.length() > MAX_SOURCE || control) {
      throw invalid(name, "must have 1 to " + MAX_SOURCE + " characters and no control character");
    }
    return source;
  }

  private static void checkHeader(String name, String header, String value) {
    if (!HEADER_NAME.matcher(header).matches() || !HEADER_VALUE.matcher(value).matches()) {
      throw invalid(name, "has a header with a character that no header can have");
    }
    if (OWN_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
      throw invalid(name, "must not set " + header);
    }
  }

  private static IllegalArgumentException invalid(String name, String reason) {
    return new IllegalArgumentException(name + " " + reason);
  }

  /** The key of the records of the source. */
  String key() {
    return PolledSource.key(feed, source);
  }

  /** The digest of what a document is loaded and read with, which may contain a secret. */
  String settingsDigest() {
    String settings = address + "\n" + new TreeMap<>(labels) + "\n" + new TreeMap<>(headers);
    return HexFormat.of().formatHex(EventIds.digest("SHA-256").digest(settings.getBytes(UTF_8)));
  }

  /** Names the source in the log. */
  @Override
  public String toString() {
    return source + " of the feed " + feed;
  }
}
