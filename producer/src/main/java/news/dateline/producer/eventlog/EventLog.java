package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import news.dateline.events.EventEnvelope;
import news.dateline.events.Identity;
import news.dateline.events.NewsEvent;
import news.dateline.events.Partner;
import news.dateline.events.PolledSource;
import news.dateline.events.Presence;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.kafka.FailureReason;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.producer.RecoveringProducer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Appends events, partners, identities, sessions, presence and polled sources to Kafka, each once
 * and in the order of the calls. Thread-safe.
 */
public final class EventLog implements MeterBinder, AutoCloseable {
  /** The time after which an append has succeeded or failed. */
  public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final int MAX_EVENT_BYTES = 512 * 1024;
  private static final Callback NEXT_CALL_REPEATS = (metadata, failure) -> {};

  private final KafkaSettings kafka;
  private final KafkaNames names;
  private final FreeSpace freeSpace;
  private final PartitionCheck partitionCheck;
  private final RecoveringProducer producer;
  private final Map<Topic, FailureReason> reasons = new ConcurrentHashMap<>();

  /** Returns the number of partitions, or throws if it is not that of the check at the start. */
  interface PartitionCheck {
    int check(String topic, int partitions) throws KafkaException;
  }

  EventLog(KafkaSettings kafka, FreeSpace freeSpace, PartitionCheck partitionCheck) {
    this.kafka = kafka;
    this.names = kafka.names();
    this.freeSpace = freeSpace;
    this.partitionCheck = partitionCheck;
    producer =
        new RecoveringProducer(
            kafka.producer(
                Map.of(
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(DELIVERY_TIMEOUT.toMillis()),
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000)));
  }

  /**
   * Appends an event. Blocks for up to 6 s while Kafka is unavailable, so it must not be called on
   * an event loop. If the disks of Kafka are nearly full, only retractions are appended.
   *
   * @return completes with the event's coordinates once every in-sync replica has it, or fails with
   *     a {@link ProblemException}
   */
  public CompletableFuture<RecordCoordinates> append(EventEnvelope event) {
    boolean retracts =
        event.data() instanceof NewsEvent.ItemRetracted
            || event.data() instanceof NewsEvent.ItemDeletedAtSource;
    if (!retracts && freeSpace.isScarce()) {
      return CompletableFuture.failedFuture(freeSpace.problem());
    }
    byte[] value = event.value();
    if (value.length > MAX_EVENT_BYTES) {
      return CompletableFuture.failedFuture(tooLarge(value.length));
    }
    String topic = names.of(Topic.NEWS_EVENTS);
    return append(
        Topic.NEWS_EVENTS,
        partitions ->
            new ProducerRecord<>(
                topic,
                Topic.partition(event.feed(), partitions),
                event.key(),
                value,
                event.headers()));
  }

  /**
   * Appends a partner to its topic, under the same conditions. If the disks of Kafka are nearly
   * full, only revocations are appended.
   */
  public CompletableFuture<RecordCoordinates> append(Partner partner) {
    return append(Topic.PARTNERS, partner.key(), partner.value(), partner.revokedAt() != null);
  }

  /**
   * Appends an identity to its topic, under the same conditions. If the disks of Kafka are nearly
   * full, only revocations and erased names are appended.
   */
  public CompletableFuture<RecordCoordinates> append(Identity identity) {
    boolean takesAway = identity.revokedAt() != null || identity.erasedAt() != null;
    return append(Topic.IDENTITIES, identity.key(), identity.value(), takesAway);
  }

  /** Appends a session to its topic, also if the disks are nearly full: editors must get in. */
  public CompletableFuture<RecordCoordinates> append(Session session) {
    return append(Topic.SESSIONS, session.key(), session.value(), true);
  }

  /** Appends the state of a polled source to its topic, unless the disks are nearly full. */
  public CompletableFuture<RecordCoordinates> append(PolledSource source) {
    return append(Topic.IMPORT_SOURCES, source.key(), source.value(), false);
  }

  /** Appends the presence of an editor to its topic, unless the disks are nearly full. */
  CompletableFuture<RecordCoordinates> append(Presence presence) {
    String topic = names.of(Topic.PRESENCE);
    return freeSpace.isScarce()
        ? CompletableFuture.failedFuture(freeSpace.problem())
        : append(
            Topic.PRESENCE,
            partitions ->
                new ProducerRecord<>(
                    topic,
                    Topic.partition(presence.feed(), partitions),
                    presence.key(),
                    presence.value()));
  }

  private CompletableFuture<RecordCoordinates> append(
      Topic topic, byte[] key, byte[] value, boolean takesAway) {
    return takesAway || !freeSpace.isScarce()
        ? append(topic, any -> new ProducerRecord<>(names.of(topic), key, value))
        : CompletableFuture.failedFuture(freeSpace.problem());
  }

  /**
   * Appends a record to each partition of a compacted topic that ends its active segment. Blocks
   * while Kafka is unavailable, and then fails.
   */
  void endSegments(Topic topic) {
    byte[] key = Topic.SEGMENT_ROLL_KEY.getBytes(UTF_8);
    for (PartitionInfo partition : producer.partitionsFor(names.of(topic))) {
      producer.send(
          new ProducerRecord<>(names.of(topic), partition.partition(), key, null),
          NEXT_CALL_REPEATS);
    }
  }

  private CompletableFuture<RecordCoordinates> append(
      Topic topic, IntFunction<ProducerRecord<byte[], byte[]>> record) {
    FailureReason reason =
        reasons.computeIfAbsent(topic, any -> new FailureReason(kafka, AclOperation.WRITE, topic));
    CompletableFuture<RecordCoordinates> appended = new CompletableFuture<>();
    try {
      producer.send(
          record.apply(partitions(topic)),
          (metadata, failure) -> {
            if (failure == null) {
              reason.clear();
              appended.complete(new RecordCoordinates(metadata.partition(), metadata.offset()));
            } else {
              appended.completeExceptionally(refused(failure, reason));
            }
          });
    } catch (KafkaException e) {
      appended.completeExceptionally(refused(e, reason));
    }
    return appended;
  }

  private int partitions(Topic topic) {
    String name = names.of(topic);
    return partitionCheck.check(name, producer.partitionsFor(name).size());
  }

  /** Logs a cause once until Kafka accepts a record on the topic. */
  private static ProblemException refused(Exception failure, FailureReason reason) {
    reason.ifNew(failure).ifPresent(why -> log.warn("A record could not be appended: {}", why));
    return unavailable(null);
  }

  /**
   * Runs an append off the event loop. Completes when Kafka has the record, or fails with a {@link
   * ProblemException}.
   */
  public static Mono<Void> completed(Supplier<CompletableFuture<RecordCoordinates>> append) {
    return Mono.fromFuture(append)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(DELIVERY_TIMEOUT.plusSeconds(1))
        .onErrorMap(TimeoutException.class, EventLog::unavailable)
        .then();
  }

  /** The problem of a request while Kafka is unavailable. Logs the cause. */
  public static ProblemException unavailable(@Nullable Throwable cause) {
    if (cause != null) {
      log.warn("A record could not be appended: {}", cause.toString());
    }
    return new ProblemException(
            ProblemType.UNAVAILABLE,
            "retry with the same Idempotency-Key; the event is published only once")
        .retryAfter(RETRY_AFTER);
  }

  private static ProblemException tooLarge(int bytes) {
    return new ProblemException(
            ProblemType.INVALID,
            "the event has " + bytes + " bytes, at most " + MAX_EVENT_BYTES + " are allowed")
        .with("field", "body");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    producer.bindTo(registry);
  }

  @Override
  public void close() {
    producer.close();
  }
}
