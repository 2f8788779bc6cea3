package news.dateline.feedapi.access;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Origin;
import news.dateline.events.Partner;
import news.dateline.feedapi.http.AccessRefusedException;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.sse.BusyReason;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

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
  private final BooleanSupplier partnersCurrent;

  /**
   * @param partnersCurrent returns false once revocations may be missing, because Kafka has not
   *     answered for too long; no token is accepted then
   */
  FeedAuthorizer(Partners partners, StreamTokens tokens, BooleanSupplier partnersCurrent) {
    this.partners = partners;
    this.tokens = tokens;
    this.partnersCurrent = partnersCurrent;
  }

  /**
   * Authorizes the answer to a request with this version of a feed, and allows the script of a web
   * site to read it. Checks tokens only if the feed is for partners; a stream, which counts for its
   * partner whatever it reads, has its token checked by {@link #partnerOfPublicFeeds} too.
   *
   * @throws AccessRefusedException if the client or its web site may not read the feed
   * @throws StreamTokenLapsedException if its stream token is not valid
   * @throws FeedUnavailableException if its token cannot be checked without Kafka
   */
  void authorize(ServerRequest request, FeedIndex index) {
    allowOrigin(request.exchange(), index);
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
   * @throws FeedUnavailableException if the token cannot be checked without Kafka
   */
  public Optional<Partner> partner(ServerRequest request) {
    return partner(request, true);
  }

  /**
   * Returns the partner for which a stream of public feeds counts, as {@link #partner}; also empty
   * if the partner's own token cannot be checked without Kafka, because anyone may read the feeds.
   */
  public Optional<Partner> partnerOfPublicFeeds(ServerRequest request) {
    return partner(request, false);
  }

  private Optional<Partner> partner(ServerRequest request, boolean restricted) {
    ServerHttpRequest http = request.exchange().getRequest();
    List<String> authorization = http.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    Optional<String> bearer = firstBearer(authorization);
    Optional<String> streamToken =
        QueryTokenExtractor.token(http)
            .filter(token -> bearer.isEmpty() && STREAM.matcher(request.path()).matches());
    if (bearer.isEmpty() && streamToken.isEmpty()) {
      return Optional.empty();
    }
    boolean current = partnersCurrent.getAsBoolean();
    if (!current && bearer.isPresent() && !restricted) {
      return Optional.empty();
    }
    if (!current) {
      throw new FeedUnavailableException(BusyReason.KAFKA_AWAY);
    }
    Partner partner =
        bearer.isPresent()
            ? bearer
                .filter(token -> authorization.size() == 1)
                .flatMap(partners::byToken)
                .orElseThrow(AccessRefusedException::unauthorized)
            : streamToken.flatMap(tokens::read).orElseThrow(StreamTokenLapsedException::new);
    checkOrigin(partner, http);
    return Optional.of(partner);
  }

  /** Other schemes are ignored, because a proxy may use the header. */
  private static Optional<String> firstBearer(List<String> authorization) {
    return authorization.stream()
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /** Allows scripts of every web site to read an answer that says nothing of a feed. */
  public void allowEveryOrigin(ServerRequest request) {
    ServerWebExchange exchange = request.exchange();
    HttpHeaders headers = exchange.getResponse().getHeaders();
    if (CorsUtils.isCorsRequest(exchange.getRequest())
        && headers.getAccessControlAllowOrigin() == null) {
      headers.setAccessControlAllowOrigin(CorsConfiguration.ALL);
    }
  }

  /** Returns true if the partner is unchanged and its token valid since it was authorized. */
  public boolean isStillValid(Partner partner) {
    return partners.isUnchanged(partner);
  }

  /** Refuses a script of a web site that this version of the feed does not allow. */
  private static void allowOrigin(ServerWebExchange exchange, FeedIndex index) {
    if (CorsUtils.isCorsRequest(exchange.getRequest())
        && !FeedCorsSource.allowAnswer(exchange, index)) {
      throw AccessRefusedException.forbidden("this web site may not read feed " + index.feed());
    }
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
