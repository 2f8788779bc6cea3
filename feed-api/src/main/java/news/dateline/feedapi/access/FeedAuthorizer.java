package news.dateline.feedapi.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Origin;
import news.dateline.events.Partner;
import news.dateline.feedapi.http.AccessRefusedException;
import news.dateline.feedapi.index.FeedIndex;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Authorizes requests. A feed for partners requires a partner's token; a stream, which browsers
 * open without headers, also accepts a stream token. Thread-safe.
 */
public final class FeedAuthorizer {
  // the whole path, because a feed or an item may have the id stream
  private static final Pattern STREAM = Pattern.compile("(/feeds/[^/]+)?/stream");
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S*)");

  private final Partners partners;
  private final StreamTokens tokens;

  FeedAuthorizer(Partners partners, StreamTokens tokens) {
    this.partners = partners;
    this.tokens = tokens;
  }

  /**
   * Authorizes a request for a feed. Tokens are checked only if the feed is for partners.
   *
   * @throws AccessRefusedException if the client may not read the feed
   * @throws StreamTokenLapsedException if its stream token is not valid
   */
  public void authorize(ServerRequest request, FeedIndex index) {
    if (index.isReadableBy(null)) {
      return;
    }
    Partner partner = partner(request).orElseThrow(AccessRefusedException::unauthorized);
    if (!index.isReadableBy(partner)) {
      throw AccessRefusedException.forbidden("the token is not for feed " + index.feed());
    }
  }

  /**
   * Returns the partner of the request's token; empty without a token.
   *
   * @throws AccessRefusedException if the token is not valid, or not on this web site
   * @throws StreamTokenLapsedException if the stream token is not valid
   */
  public Optional<Partner> partner(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    Optional<Partner> partner =
        QueryTokenExtractor.token(headers).filter(token -> opensStream(request)).isPresent()
            ? Optional.of(byStreamToken(headers))
            : byToken(headers);
    partner.ifPresent(known -> checkOrigin(known, request.exchange().getRequest()));
    return partner;
  }

  /** Returns true if the partner is unchanged and its token valid since it was authorized. */
  public boolean isStillValid(Partner partner) {
    return partners.isUnchanged(partner);
  }

  private static boolean opensStream(ServerRequest request) {
    return STREAM.matcher(request.path()).matches();
  }

  private Partner byStreamToken(HttpHeaders headers) {
    return QueryTokenExtractor.token(headers)
        .flatMap(tokens::read)
        .orElseThrow(StreamTokenLapsedException::new);
  }

  private Optional<Partner> byToken(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    // other schemes are ignored, because a proxy may use the header
    Optional<String> token =
        values.stream()
            .map(BEARER::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .findFirst();
    if (token.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        token
            .filter(text -> values.size() == 1)
            .flatMap(partners::byToken)
            .orElseThrow(AccessRefusedException::unauthorized));
  }

  private static void checkOrigin(Partner partner, ServerHttpRequest request) {
    List<Origin> origins = partner.profile().origins();
    boolean elsewhere = !origins.isEmpty() && CorsUtils.isCorsRequest(request);
    String origin = String.valueOf(request.getHeaders().getOrigin());
    if (elsewhere && origins.stream().noneMatch(own -> own.value().equals(origin))) {
      throw AccessRefusedException.forbidden("the token is not for use on this web site");
    }
  }
}
