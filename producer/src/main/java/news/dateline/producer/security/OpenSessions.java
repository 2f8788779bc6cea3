package news.dateline.producer.security;

import java.util.Optional;
import news.dateline.events.Session;
import news.dateline.producer.eventlog.Sessions;
import news.dateline.support.token.RandomToken;
import reactor.core.publisher.Mono;

/**
 * The sessions that were opened with a one-time code or with an OpenID provider.
 *
 * @param openId empty if no provider is configured; then sessions of a provider are refused
 */
record OpenSessions(Sessions sessions, Optional<OpenIdSessions> openId) {
  /** Returns the session whose cookie has this secret; empty if no such session is open. */
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
