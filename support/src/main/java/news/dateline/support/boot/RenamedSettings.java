package news.dateline.support.boot;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with a setting that has another name now or does not exist any more. It would
 * otherwise be ignored.
 */
final class RenamedSettings implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  private static final String SEGMENT_REMOVED =
      "Remove it: the segments of the topics are closed after 10 minutes.";

  private static final Map<String, String> NEW_NAMES =
      Map.ofEntries(
          Map.entry("dateline.kafka.bootstrap-servers", "spring.kafka.bootstrap-servers"),
          Map.entry("dateline.access.stream-token", "dateline.access.stream-token-ttl"),
          Map.entry("dateline.stream.stall", "dateline.stream.write-timeout"),
          Map.entry("dateline.stream.drain", "dateline.stream.shutdown-drain"),
          Map.entry("dateline.stream.limit", "dateline.stream.max-streams"),
          Map.entry("dateline.stream.limit-per-address", "dateline.stream.max-streams-per-address"),
          Map.entry("dateline.stream.selections", "dateline.stream.max-distinct-filters"),
          Map.entry(
              "dateline.consumer.fail-over",
              "dateline.consumer.session-timeout and dateline.consumer.transaction-timeout"),
          Map.entry("dateline.consumer.threads", "dateline.consumer.num-stream-threads"),
          Map.entry("dateline.consumer.standbys", "dateline.consumer.num-standby-replicas"),
          Map.entry("dateline.consumer.poll", "dateline.consumer.poll-interval"),
          Map.entry("spring.kafka.streams.state-dir", "dateline.consumer.state-dir"),
          Map.entry("KAFKA", "SPRING_KAFKA_BOOTSTRAPSERVERS"),
          Map.entry("BIND", "DATELINE_BIND"),
          Map.entry("FEED_PORT", "DATELINE_FEED_PORT"),
          Map.entry("DESK_PORT", "DATELINE_DESK_PORT"),
          Map.entry("MANAGEMENT_PORT", "DATELINE_MANAGEMENT_PORT"),
          Map.entry("DESK_TOKEN_FILE", "DATELINE_DESK_TOKENFILE"),
          Map.entry("DEFAULT_FEED", "DATELINE_DEFAULTFEED"),
          Map.entry("REQUEST_TIMEOUT", "DATELINE_REQUESTTIMEOUT"),
          Map.entry("IDLE_TIMEOUT", "DATELINE_IDLETIMEOUT"),
          Map.entry("STREAM_TOKEN", "DATELINE_ACCESS_STREAMTOKENTTL"),
          Map.entry("HEARTBEAT", "DATELINE_STREAM_HEARTBEAT"),
          Map.entry("STALL", "DATELINE_STREAM_WRITETIMEOUT"),
          Map.entry("DRAIN", "DATELINE_STREAM_SHUTDOWNDRAIN"),
          Map.entry("STREAM_LIMIT", "DATELINE_STREAM_MAXSTREAMS"),
          Map.entry("STREAM_LIMIT_PER_ADDRESS", "DATELINE_STREAM_MAXSTREAMSPERADDRESS"),
          Map.entry("SELECTIONS", "DATELINE_STREAM_MAXDISTINCTFILTERS"),
          Map.entry("TRUSTED_PROXIES", "DATELINE_STREAM_TRUSTEDPROXIES"),
          Map.entry("SHUTDOWN_PHASE", "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"),
          Map.entry("STATE_DIR", "DATELINE_CONSUMER_STATEDIR"),
          Map.entry("PARTITIONS", "DATELINE_CONSUMER_PARTITIONS"),
          Map.entry("INSTANCE", "DATELINE_CONSUMER_INSTANCE"),
          Map.entry(
              "FAIL_OVER",
              "DATELINE_CONSUMER_SESSIONTIMEOUT and DATELINE_CONSUMER_TRANSACTIONTIMEOUT"),
          Map.entry("THREADS", "DATELINE_CONSUMER_NUMSTREAMTHREADS"),
          Map.entry("STANDBYS", "DATELINE_CONSUMER_NUMSTANDBYREPLICAS"),
          Map.entry("SYNC_EVERY_EVENT", "DATELINE_CONSUMER_SYNCEVERYEVENT"));

  private static final Map<String, String> REMOVED =
      Map.of("dateline.consumer.segment", SEGMENT_REMOVED, "SEGMENT", SEGMENT_REMOVED);

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    check(event.getEnvironment());
  }

  static void check(Environment environment) {
    NEW_NAMES.forEach((old, present) -> refuse(environment, old, "Set " + present + " instead."));
    REMOVED.forEach((old, advice) -> refuse(environment, old, advice));
  }

  private static void refuse(Environment environment, String old, String advice) {
    String value = environment.getProperty(old);
    if (value != null) {
      throw new InvalidConfigurationPropertyValueException(old, value, advice);
    }
  }
}
