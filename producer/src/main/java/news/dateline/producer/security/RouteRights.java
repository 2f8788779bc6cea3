package news.dateline.producer.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import java.util.Objects;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Right;
import news.dateline.producer.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Checks the right that each route requires, before the request's body is read. On a route with a
 * feed in its path the author needs the right on that feed, otherwise on all feeds. A route without
 * a row requires {@link Right#ADMINISTER} on all feeds, so that a route that is missing here is not
 * open to every author.
 */
final class RouteRights implements ReactiveAuthorizationManager<AuthorizationContext> {
  private static final String FEED = "/feeds/{feed}";
  private static final String ITEM = "/feeds/{feed}/items/{id}";
  private static final String IDENTITY = "/identities/{id}";

  private static final List<Row> ROWS =
      List.of(
          Row.of(GET, "/feeds", null),
          Row.of(PUT, FEED, Right.ADMINISTER),
          Row.of(POST, FEED + "/close", Right.ADMINISTER),
          Row.of(POST, FEED + "/imports", Right.ADMINISTER),
          Row.of(GET, FEED + "/held", Right.SUBMIT),
          Row.of(GET, FEED + "/submitted", Right.SUBMIT),
          Row.of(GET, FEED + "/stream", Right.SUBMIT),
          Row.of(PUT, FEED + "/pin", Right.EDIT),
          Row.of(DELETE, FEED + "/pin", Right.EDIT),
          Row.of(POST, FEED + "/items", Right.SUBMIT),
          Row.of(POST, FEED + "/preview", Right.SUBMIT),
          Row.of(GET, ITEM, Right.SUBMIT),
          Row.of(PUT, ITEM, Right.SUBMIT),
          Row.of(PUT, ITEM + "/presence", Right.SUBMIT),
          Row.of(POST, ITEM + "/release", Right.EDIT),
          Row.of(POST, ITEM + "/return", Right.EDIT),
          Row.of(POST, ITEM + "/corrections", Right.EDIT),
          Row.of(POST, ITEM + "/retraction", Right.SUBMIT),
          Row.of(POST, ITEM + "/restoration", Right.ADMINISTER),
          Row.of(PUT, ITEM + "/breaking", Right.EDIT),
          Row.of(DELETE, ITEM + "/breaking", Right.EDIT),
          Row.of(GET, "/outcomes/{eventId}", null),
          Row.of(POST, "/login-codes", null),
          Row.of(GET, "/session", null),
          Row.of(GET, "/sessions", null),
          Row.of(DELETE, "/sessions/{id}", null),
          Row.of(GET, "/partners", Right.ADMINISTER),
          Row.of(POST, "/partners", Right.ADMINISTER),
          Row.of(DELETE, "/partners/{id}", Right.ADMINISTER),
          Row.of(GET, "/identities", Right.ADMINISTER),
          Row.of(POST, "/identities", Right.ADMINISTER),
          Row.of(DELETE, IDENTITY, Right.ADMINISTER),
          Row.of(DELETE, IDENTITY + "/name", Right.ADMINISTER));

  private static final Row OTHERWISE = Row.of(GET, "/**", Right.ADMINISTER);

  /**
   * A route.
   *
   * @param right null if the route is open to every author; its handler then limits the response to
   *     what the author may read
   */
  private record Row(HttpMethod method, PathPattern path, @Nullable Right right) {
    static Row of(HttpMethod method, String path, @Nullable Right right) {
      return new Row(method, PathPatternParser.defaultInstance.parse(path), right);
    }

    boolean matches(ServerHttpRequest request) {
      HttpMethod asked = request.getMethod();
      boolean sameMethod =
          method.equals(asked) || (method.equals(GET) && HttpMethod.HEAD.equals(asked));
      return sameMethod && path.matches(path(request));
    }

    boolean isOpenTo(EditorAuthentication author, ServerHttpRequest request) {
      if (right == null) {
        return true;
      }
      PathPattern.PathMatchInfo match = path.matchAndExtract(path(request));
      String feed = match == null ? null : match.getUriVariables().get("feed");
      return author.profile().hasEverywhere(right)
          || (feed != null && isOpenOn(feed, author.profile(), right));
    }

    /** Returns true if the author has the right on the feed; false for a malformed id. */
    private static boolean isOpenOn(String feed, IdentityProfile profile, Right right) {
      try {
        return profile.rightsOn(new FeedId(feed)).contains(right);
      } catch (InvalidFieldException e) {
        return false;
      }
    }

    private static PathContainer path(ServerHttpRequest request) {
      return request.getPath().pathWithinApplication();
    }
  }

  @Override
  public Mono<AuthorizationResult> authorize(
      Mono<Authentication> authentication, AuthorizationContext context) {
    ServerHttpRequest request = context.getExchange().getRequest();
    Row row = ROWS.stream().filter(each -> each.matches(request)).findFirst().orElse(OTHERWISE);
    return authentication
        .ofType(EditorAuthentication.class)
        .map(
            author -> {
              if (row.isOpenTo(author, request)) {
                return (AuthorizationResult) new AuthorizationDecision(true);
              }
              throw ProblemException.forbidden(Objects.requireNonNull(row.right()));
            })
        .defaultIfEmpty(new AuthorizationDecision(false));
  }
}
