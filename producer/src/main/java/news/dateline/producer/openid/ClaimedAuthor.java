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
 * @param hash the SHA-256 of the issuer and the subject, in hex, with a line break between them. An
 *     identity holds this hash in the place of a token's hash. No bearer token has the same hash,
 *     because a bearer token has no line break.
 */
record ClaimedAuthor(IdentityId id, IdentityProfile profile, String hash) {
  private static final int ID_DIGITS = 40;
  private static final int MAX_NAME = 100;
  private static final String ALL_FEEDS = "*";
  private static final List<String> NAMES = List.of("name", "preferred_username");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  /**
   * Reads the claims of a token. The author's id is derived from the issuer and the subject and
   * does not reveal a name. Throws a {@link ProblemException} if the claims give the author no
   * rights.
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
        // Dateline cannot show the name, for example because the name has a line break
      }
    }
    return new IdentityProfile(null, roles, feeds, null, null);
  }

  /** Returns the feeds that the claim names; null if the roles hold for all feeds. */
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
        ProblemType.ACCOUNT_WITHOUT_RIGHTS, "the claim " + claim + " of your account " + problem);
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
