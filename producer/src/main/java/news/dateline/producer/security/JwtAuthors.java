package news.dateline.producer.security;

import reactor.core.publisher.Mono;

/** Finds the authors whom access tokens of an OpenID provider name. */
public interface JwtAuthors {
  /**
   * Returns the author of a token; nothing if the token is not valid. Fails with a {@code
   * ProblemException} if the author has no role, or if the provider must be asked for its keys and
   * does not answer.
   */
  Mono<EditorAuthentication> find(String jwt);
}
