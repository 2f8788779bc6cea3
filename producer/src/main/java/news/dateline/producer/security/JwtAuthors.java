package news.dateline.producer.security;

import reactor.core.publisher.Mono;

/** Finds the authors of an OpenID provider's access tokens. */
public interface JwtAuthors {
  /**
   * Returns the author of a token; empty if the token is not valid. Fails with a {@code
   * ProblemException} if the author has no role, or if the provider's keys must be loaded and the
   * provider does not answer.
   */
  Mono<EditorAuthentication> find(String jwt);
}
