package news.dateline.producer.openid;

import java.time.Clock;
import news.dateline.events.Identity;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import reactor.core.publisher.Mono;

/** The identities and sessions of editors who sign in with the provider. Thread-safe. */
record AccountRecords(Identities identities, Sessions sessions, EventLog log, Clock clock) {
  /**
   * Creates the identity of the author, or updates its name, roles and feeds. Fails if a chief has
   * revoked the identity.
   */
  Mono<Identity> store(ClaimedAuthor author) {
    Identity unknown =
        Identity.issued(author.id(), author.profile(), author.hash(), clock.instant());
    return identities
        .find(author.id())
        .flatMap(
            known -> {
              if (known.revokedAt() != null) {
                return Mono.error(
                    new ProblemException(
                        ProblemType.ACCOUNT_WITHOUT_RIGHTS,
                        "a chief has revoked the identity " + known.id()));
              }
              Identity current = Identity.inForce(known, unknown.withIssuedAt(known.issuedAt()));
              return current.equals(known) ? Mono.just(known) : append(current);
            })
        .switchIfEmpty(Mono.defer(() -> append(unknown)));
  }

  /** Returns the session as the topic has it now; empty if the session has ended or expired. */
  Mono<Session> findOpen(Session seen) {
    return sessions.find(seen.id()).filter(session -> session.isOpenAt(clock.instant()));
  }

  private Mono<Identity> append(Identity identity) {
    return EventLog.completed(() -> log.append(identity)).then(identities.find(identity.id()));
  }

  Mono<Session> append(Session session) {
    return EventLog.completed(() -> log.append(session)).then(sessions.find(session.id()));
  }
}
