package news.dateline.producer.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import news.dateline.events.EventEnvelope;
import news.dateline.events.Partner;
import news.dateline.events.Topic;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends what editors do to Kafka: each act once, and in the order of the calls. */
public final class EventLog implements MeterBinder, AutoCloseable {
  /** The longest an append takes: then the event is in, or its editor hears that it is not. */
  public static final Duration DELIVERY = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int LARGEST = 512 * 1024;

  private final Producer<byte[], byte[]> producer;

  EventLog(KafkaSettings kafka) {
    producer =
        new KafkaProducer<>(
            kafka.producer(
                Map.of(
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(DELIVERY.toMillis()),
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000)));
  }

  /**
   * Appends an event. May block for up to 4 s while Kafka is away, so never call it on an event
   * loop.
   *
   * @return the event's place, once every in-sync replica has it; or a {@link ProblemException}
   */
  public CompletableFuture<RecordCoordinates> append(EventEnvelope event) {
    byte[] value = event.value();
    if (value.length > LARGEST) {
      return CompletableFuture.failedFuture(tooLarge(value.length));
    }
    String topic = Topic.NEWS_EVENTS.topicName();
    return append(
        () ->
            new ProducerRecord<>(
                topic,
                Topic.partition(event.feed(), producer.partitionsFor(topic).size()),
                event.key(),
                value,
                event.headers()));
  }

  /** Puts a partner on its topic, under the same conditions. */
  public CompletableFuture<RecordCoordinates> append(Partner partner) {
    return append(
        () -> new ProducerRecord<>(Topic.PARTNERS.topicName(), partner.key(), partner.value()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has it all
  private CompletableFuture<RecordCoordinates> append(
      Supplier<ProducerRecord<byte[], byte[]>> entry) {
    CompletableFuture<RecordCoordinates> appended = new CompletableFuture<>();
    try {
      producer.send(
          entry.get(),
          (metadata, failure) -> {
            if (failure == null) {
              appended.complete(new RecordCoordinates(metadata.partition(), metadata.offset()));
            } else {
              appended.completeExceptionally(unavailable(failure));
            }
          });
    } catch (KafkaException e) {
      appended.completeExceptionally(unavailable(e));
    }
    return appended;
  }

  /** What an editor hears while Kafka does not answer. */
  public static ProblemException unavailable(@Nullable Throwable cause) {
    if (cause != null) {
      log.warn("an event could not be appended: {}", cause.toString());
    }
    return new ProblemException(
            ProblemType.UNAVAILABLE,
            "try again with the same Idempotency-Key: it is published once")
        .retryAfter(RETRY);
  }

  private static ProblemException tooLarge(int bytes) {
    return new ProblemException(
            ProblemType.INVALID,
            "the item takes " + bytes + " bytes as it is kept, at most " + LARGEST + " are allowed")
        .with("field", "body");
  }

  @Override
  @SuppressWarnings("resource") // the meters go with the registry
  public void bindTo(MeterRegistry registry) {
    new KafkaClientMetrics(producer).bindTo(registry);
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
