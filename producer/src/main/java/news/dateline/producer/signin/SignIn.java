package news.dateline.producer.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import news.dateline.events.IdentityId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.security.AttemptLimit;
import news.dateline.producer.security.Authors;
import news.dateline.support.token.RandomToken;
import reactor.core.publisher.Mono;

/** Offers, opens and ends sessions. Stores only hashes of codes and secrets. Thread-safe. */
final class SignIn {
  /** An editor who copies a link seldom sends a wrong code; a program that guesses sends many. */
  private static final int MAX_WRONG_CODES = 3;

  private static final Duration WRONG_CODE_INTERVAL = Duration.ofSeconds(20);

  private final Sessions sessions;
  private final Authors authors;
  private final EventLog log;
  private final Clock clock;
  private final AttemptLimit limit;

  /** A session and its one-time code or, once it is open, the secret of its cookie. */
  record Secret(Session session, RandomToken text) {}

  SignIn(Sessions sessions, Authors authors, EventLog log, Clock clock) {
    this.sessions = sessions;
    this.authors = authors;
    this.log = log;
    this.clock = clock;
    this.limit = new AttemptLimit(MAX_WRONG_CODES, WRONG_CODE_INTERVAL, clock);
  }

  /** Offers a session of the author, which the code opens. */
  Mono<Secret> offer(IdentityId author, String tokenHash) {
    UUID id = UUID.randomUUID();
    RandomToken code = RandomToken.of(id.toString());
    Session offered = Session.offered(id, author, tokenHash, code.hash(), clock.instant());
    return append(offered).thenReturn(new Secret(offered, code));
  }

  /**
   * Opens the session of a code. Fails with a {@link ProblemException} if the code is wrong, used
   * or expired, if the token that offered it is not valid any more, or if the address has presented
   * too many wrong codes.
   */
  Mono<Secret> open(String code, String address) {
    return limit
        .attempt(address, RandomToken.hashOf(code), () -> openOffered(code))
        .switchIfEmpty(
            Mono.error(
                () ->
                    ProblemException.of(
                        new InvalidFieldException("code", "is wrong, used or expired"))));
  }

  private Mono<Secret> openOffered(String code) {
    return Mono.justOrEmpty(RandomToken.parse(code))
        .flatMap(sessions::findOffered)
        .filter(session -> authors.find(session.identity(), session.issuer()).isPresent())
        .flatMap(this::open);
  }

  /**
   * Opens the session. If a code is used twice at once, the first record on the topic counts, and
   * the second request gets an empty result.
   */
  private Mono<Secret> open(Session offered) {
    RandomToken secret = RandomToken.of(offered.id().toString());
    Session opened = offered.opened(secret.hash(), clock.instant());
    return append(opened)
        .then(sessions.find(opened.id()))
        .filter(opened::equals)
        .map(inForce -> new Secret(inForce, secret));
  }

  /** Returns the sessions that are open. */
  Mono<List<Session>> sessions() {
    return sessions.open();
  }

  /** Returns the session of an id, also one that is offered or has ended. */
  Mono<Session> find(UUID id) {
    return sessions.find(id);
  }

  /** Ends a session. When this completes, its cookie is refused here. */
  Mono<Void> end(Session session) {
    return append(session.ended(clock.instant())).then(sessions.find(session.id())).then();
  }

  private Mono<Void> append(Session session) {
    return EventLog.completed(() -> log.append(session));
  }
}
