package news.dateline.feedapi.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Origin;
import news.dateline.events.Partner;
import news.dateline.feedapi.http.AccessRefusedException;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Decides who may read what. A feed for partners is read by those who show the token of one of
 * them; streams, which browsers open without headers, also by a stream token.
 */
public final class FeedAuthorizer {
  // not just by its end: a feed or an item may be called stream
  private static final Pattern STREAM = Pattern.compile("(/feeds/[^/]+)?/stream");
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S*)");

  private final Partners partners;
  private final StreamTokens tokens;

  public FeedAuthorizer(Partners partners, StreamTokens tokens) {
    this.partners = partners;
    this.tokens = tokens;
  }

  /**
   * Lets a request pass to the feed, or fails with {@link AccessRefusedException} or {@link
   * StreamTokenLapsedException}. Only a feed for partners has its tokens looked at.
   */
  public void authorize(ServerRequest request, FeedIndex index) {
    if (index.isReadableBy(null)) {
      return;
    }
    Partner partner = partner(request).orElseThrow(AccessRefusedException::unauthorized);
    if (!index.isReadableBy(partner)) {
      throw AccessRefusedException.forbidden("the token is not for feed " + index.feed());
    }
    Responses.keepPrivate(request);
  }

  /**
   * The partner who asks; nothing where no token is shown, and an error for one that is not good.
   */
  public Optional<Partner> partner(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    Optional<Partner> partner =
        QueryTokenExtractor.token(headers).filter(token -> opensStream(request)).isPresent()
            ? Optional.of(byStreamToken(headers))
            : byToken(headers);
    partner.ifPresent(who -> checkOrigin(who, request.exchange().getRequest()));
    return partner;
  }

  /** Whether nothing has been taken from a partner since it was let in. */
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
    List<String> shown = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    // another scheme is somebody else's business: a proxy's, say
    Optional<String> token =
        shown.stream()
            .map(BEARER::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .findFirst();
    if (token.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        token
            .filter(text -> shown.size() == 1)
            .flatMap(partners::of)
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
