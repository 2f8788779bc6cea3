package news.dateline.producer.security;

import java.util.Optional;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.support.token.RandomToken;
import reactor.core.publisher.Mono;

/**
 * The sessions of one-time codes and of a provider.
 *
 * @param openId empty if no provider is configured; then its sessions are refused
 */
record OpenSessions(Sessions sessions, Optional<OpenIdSessions> openId) {
  /** Finds the session whose cookie has this secret and is valid now. */
  Mono<Session> find(RandomToken secret) {
    return sessions
        .findOpen(secret)
        .flatMap(
            session ->
                session.provider() == null
                    ? Mono.just(session)
                    : Mono.justOrEmpty(openId)
                        .flatMap(provider -> provider.confirmed(session, secret)));
  }
}
