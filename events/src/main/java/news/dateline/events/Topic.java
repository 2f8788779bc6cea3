package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The topics of Dateline, and the settings that each must have. */
public enum Topic {
  /** Every event, kept for ever. Key: feed id. */
  NEWS_EVENTS(
      "news-events",
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG, "-1",
          TopicConfig.RETENTION_BYTES_CONFIG, "-1",
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")),
  /** The public state of each feed and item. Key: {@code feed} or {@code feed/item}. */
  FEED_STATE("feed-state", compacted()),
  /** The held items and the history of items, for editors only. Key: {@code feed/item}. */
  DESK_STATE("desk-state", compacted()),
  /** The outcomes of events, kept for seven days. Key: event id. */
  NEWS_OUTCOMES("news-outcomes", keptFor(Duration.ofDays(7))),
  /** The partners, with the hashes of their tokens. Key: partner id. */
  PARTNERS("partners", compacted()),
  /**
   * The authors of events, with their names, rights and the hashes of their tokens. Key: identity
   * id.
   */
  IDENTITIES("identities", compacted()),
  /**
   * The sessions of identities in browsers, with the hashes of their codes and secrets, kept for
   * seven days. Key: session id.
   */
  SESSIONS("sessions", keptFor(Duration.ofDays(7))),
  /** How many open streams each feed-api has for a feed, kept for an hour. Key: feed id. */
  REACH("reach", keptForAnHour()),
  /**
   * Which editor has which item in the form of the desk, kept for an hour. Key: {@code feed/item}.
   */
  PRESENCE("presence", keptForAnHour()),
  /**
   * When each source that is polled is due, and what its last poll found. Key: {@code feed/source}.
   */
  IMPORT_SOURCES("import-sources", compacted());

  /**
   * The key of a record without a value that is appended to a compacted topic to end its active
   * segment, so that compaction can remove retracted content. Readers ignore it.
   */
  public static final String SEGMENT_ROLL_KEY = ".";

  private static final byte[] SEGMENT_ROLL_KEY_BYTES = SEGMENT_ROLL_KEY.getBytes(UTF_8);

  private final String topicName;

  @SuppressWarnings("ImmutableEnumChecker") // a Map.copyOf
  private final Map<String, String> settings;

  Topic(String topicName, Map<String, String> settings) {
    this.topicName = topicName;
    Map<String, String> all = new HashMap<>(settings);
    all.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    this.settings = Map.copyOf(all);
  }

  public String topicName() {
    return topicName;
  }

  /**
   * Returns the topic configuration that is required, by Kafka's names. A broker that lacks
   * acknowledged records never becomes a leader.
   */
  public Map<String, String> settings() {
    return settings;
  }

  /** Returns the partition of all records of a feed, the same on every topic. */
  public static int partition(FeedId feed, int partitions) {
    return partition(feed.value().getBytes(UTF_8), partitions);
  }

  /** Returns the partition to which Kafka's producers append a record of this key. */
  public static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Returns true if the record ends a segment: its key is {@link #SEGMENT_ROLL_KEY}. */
  public static boolean isSegmentRoll(byte @Nullable [] key) {
    return Arrays.equals(SEGMENT_ROLL_KEY_BYTES, key);
  }

  private static Map<String, String> compacted() {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    // retracted content must be gone within an hour, and compaction never touches the active
    // segment
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(10)));
    settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofMinutes(20)));
    return Map.copyOf(settings);
  }

  private static Map<String, String> keptFor(Duration retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        millis(retention));
  }

  /** Kafka never deletes the active segment, which would otherwise stay active for seven days. */
  private static Map<String, String> keptForAnHour() {
    Map<String, String> settings = new HashMap<>(keptFor(Duration.ofHours(1)));
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(10)));
    return settings;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
