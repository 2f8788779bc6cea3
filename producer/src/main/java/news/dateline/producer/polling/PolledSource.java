package news.dateline.producer.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.ImportSource;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.text.WebAddress;
import news.dateline.support.boot.StartupException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A source in the settings.
 *
 * @param url where its document is
 * @param feed the feed that its items are published in
 * @param source its name; the address without scheme if there is none
 * @param interval how often it is polled; at least a minute
 * @param labels the labels of the feed, by the tags of the source that stand for them
 * @param authorization the header {@code Authorization}, sent to the origin of the url only
 */
record PolledSource(
    String url,
    String feed,
    @Nullable String source,
    @DefaultValue("5m") Duration interval,
    @DefaultValue Map<String, String> labels,
    @Nullable String authorization) {
  private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_NAME = 200;

  /** Checks the settings. Throws a {@link StartupException} that names the one that is wrong. */
  PolledSource checked(int index) {
    String setting = "dateline.imports[" + index + "].";
    String address = url == null ? null : WebAddress.resolve(null, url).orElse(null);
    if (address == null) {
      throw new StartupException(setting + "url is not an http or https URL");
    }
    if (feed == null || !isFeed(feed)) {
      throw new StartupException(setting + "feed is not the id of a feed");
    }
    if (interval.compareTo(MIN_INTERVAL) < 0) {
      throw new StartupException(setting + "interval is less than a minute");
    }
    String name =
        source == null || source.isBlank()
            ? address.substring(address.indexOf(':') + 1)
            : source.strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new StartupException(
          setting + "source must have 1 to " + MAX_NAME + " characters and no control character");
    }
    return new PolledSource(address, feed, name, interval, labels, authorization);
  }

  private static boolean isFeed(String id) {
    try {
      new FeedId(id);
      return true;
    } catch (InvalidFieldException e) {
      return false;
    }
  }

  FeedId feedId() {
    return new FeedId(feed);
  }

  String name() {
    return source == null ? url : source;
  }

  /** Returns the key of its records on {@code import-sources}. */
  String key() {
    return ImportSource.keyOf(feedId(), name());
  }

  /** Returns a digest of what the items depend on. Another one means that all are read again. */
  String digest() {
    return EventIds.fingerprint(url, feed, labels.toString().getBytes(UTF_8));
  }

  /** Hides the secret from logs. */
  @Override
  public String toString() {
    return "PolledSource[" + url + " for " + feed + "]";
  }
}
