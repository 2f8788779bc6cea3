package news.dateline.producer.openid;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Role;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.token.RandomToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.util.StringUtils;

/**
 * An author as the claims of a token describe it.
 *
 * @param hash a hash of the issuer and the subject. It stands in the identity where the hash of a
 *     token is otherwise; no bearer token has it, because none has a line break.
 */
record ClaimedAuthor(IdentityId id, IdentityProfile profile, String hash) {
  private static final int ID_DIGITS = 40;
  private static final int MAX_NAME = 100;
  private static final String ALL_FEEDS = "*";
  private static final List<String> NAMES = List.of("name", "preferred_username");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /**
   * Reads the claims. The id follows from the issuer and the subject, and says nothing of a name.
   * Throws a {@link ProblemException} if they give the author no rights.
   */
  static ClaimedAuthor of(ClaimAccessor token, OpenIdProperties settings) {
    String hash =
        RandomToken.hashOf(
            Objects.requireNonNull(token.getClaimAsString(JwtClaimNames.ISS))
                + "\n"
                + Objects.requireNonNull(token.getClaimAsString(JwtClaimNames.SUB)));
    Map<String, Object> claims = token.getClaims();
    List<Role> roles =
        Arrays.stream(Role.values())
            .filter(role -> strings(claims, settings.rolesClaim()).contains(name(role)))
            .toList();
    if (roles.isEmpty()) {
      throw withoutRights(settings.rolesClaim(), "names no role");
    }
    List<FeedId> feeds = feeds(claims, settings.feedsClaim());
    return new ClaimedAuthor(
        new IdentityId("oidc-" + hash.substring(0, ID_DIGITS)),
        profile(claims, roles, feeds),
        hash);
  }

  private static IdentityProfile profile(
      Map<String, Object> claims, List<Role> roles, @Nullable List<FeedId> feeds) {
    for (String claim : NAMES) {
      try {
        if (claims.get(claim) instanceof String name && name.length() <= MAX_NAME) {
          return new IdentityProfile(name, roles, feeds, null, null);
        }
      } catch (InvalidFieldException e) {
        // a name that Dateline cannot show, such as one of two lines
      }
    }
    return new IdentityProfile(null, roles, feeds, null, null);
  }

  /** Returns null for all feeds. */
  private static @Nullable List<FeedId> feeds(
      Map<String, Object> claims, @Nullable String feedsClaim) {
    if (feedsClaim == null) {
      return null;
    }
    List<String> names = strings(claims, feedsClaim);
    if (names.contains(ALL_FEEDS)) {
      return null;
    }
    if (names.isEmpty()) {
      throw withoutRights(feedsClaim, "names no feed");
    }
    try {
      return names.stream().map(FeedId::new).toList();
    } catch (InvalidFieldException e) {
      throw withoutRights(feedsClaim, "has a name that is not the id of a feed");
    }
  }

  private static ProblemException withoutRights(String claim, String problem) {
    return new ProblemException(
        ProblemType.FORBIDDEN, "the claim " + claim + " of your account " + problem);
  }

  private static List<String> strings(Map<String, Object> claims, String path) {
    Object value = claims.containsKey(path) ? claims.get(path) : nested(claims, path);
    Stream<?> values = value instanceof Collection<?> all ? all.stream() : Stream.ofNullable(value);
    return values
        .flatMap(each -> SEPARATOR.splitAsStream(String.valueOf(each)))
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static @Nullable Object nested(Map<String, Object> claims, String path) {
    Object value = claims;
    for (String step : StringUtils.delimitedListToStringArray(path, ".")) {
      value = value instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return value;
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
