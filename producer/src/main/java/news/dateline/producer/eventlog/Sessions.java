package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.token.RandomToken;
import reactor.core.publisher.Mono;

/**
 * The sessions on the topic {@code sessions}. The end of a session is final, and the first use of
 * its code counts. Thread-safe.
 */
public final class Sessions extends RevocableRecords<UUID, Session> {
  /** A record of an expired session is of no use, but may still be on its way from a producer. */
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofHours(1);

  private final Clock clock;

  Sessions(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    super(
        new RecordType<UUID, Session>(
            Topic.SESSIONS,
            Session::read,
            Session::id,
            Session::issuedAt,
            Session::inForce,
            log::append),
        kafka,
        onTopicMismatch,
        clock);
    this.clock = clock;
  }

  /** The open sessions, ordered by the time of issue; as of the call or later. */
  public Mono<List<Session>> open() {
    Instant now = clock.instant();
    return all()
        .map(sessions -> sessions.stream().filter(session -> session.isOpenAt(now)).toList());
  }

  @Override
  boolean isObsolete(Session current) {
    return current.expiresAt().isBefore(clock.instant().minus(KEPT_AFTER_EXPIRY));
  }

  /** Finds the session that a one-time code opens now. Compares in constant time. */
  public Mono<Session> findOffered(RandomToken code) {
    return find(code).filter(session -> session.isOfferedAt(clock.instant()));
  }

  /** Finds the session whose cookie has this secret and is valid now. Compares in constant time. */
  public Mono<Session> findOpen(RandomToken secret) {
    return find(secret).filter(session -> session.isOpenAt(clock.instant()));
  }

  private Mono<Session> find(RandomToken secret) {
    try {
      UUID id = UUID.fromString(secret.owner());
      // during a start, the record that ends a session may not have been read yet
      Optional<Session> known = isCaughtUp() ? lastRead(id) : Optional.empty();
      // one that another producer has just written is on Kafka, and perhaps not read here yet
      return Mono.justOrEmpty(known)
          .switchIfEmpty(Mono.defer(() -> find(id)))
          .filter(session -> secret.hasHash(session.hashBytes()));
    } catch (IllegalArgumentException e) {
      return Mono.empty();
    }
  }
}
