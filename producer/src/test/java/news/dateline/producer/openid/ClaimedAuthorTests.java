package news.dateline.producer.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.Role;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimedAuthorTests {
  private static final String ISSUER = "https://id.example.org";

  private static ClaimedAuthor author(
      String rolesClaim, @Nullable String feedsClaim, Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(Map.of("iss", ISSUER, "sub", "42"));
    all.putAll(claims);
    return ClaimedAuthor.of(() -> all, new OpenIdProperties(rolesClaim, feedsClaim));
  }

  @Test
  void theIdFollowsFromIssuerAndSubjectAndHasNeitherOfThem() {
    Map<String, Object> claims = Map.of("roles", "editor", "name", "Ann");
    ClaimedAuthor author = author("roles", null, claims);
    Map<String, Object> elsewhere = new HashMap<>(claims);
    elsewhere.put("iss", "https://other.example.org");

    assertThat(author.id()).isEqualTo(author("roles", null, Map.of("roles", "chief")).id());
    assertThat(author.id()).isNotEqualTo(author("roles", null, elsewhere).id());
    assertThat(author.id().value()).matches("oidc-[0-9a-f]{40}");
  }

  @Test
  void rolesAreAListOrTextAndMayBeInAnObject() {
    for (Object roles : List.of(List.of("x", "editor", "chief"), "chief editor", "editor,chief")) {
      assertThat(author("roles", null, Map.of("roles", roles)).profile().roles())
          .containsExactly(Role.EDITOR, Role.CHIEF);
    }
    Map<String, Object> nested = Map.of("realm_access", Map.of("roles", List.of("reporter")));
    assertThat(author("realm_access.roles", null, nested).profile().roles())
        .containsExactly(Role.REPORTER);
    Map<String, Object> address = Map.of("https://example.org/roles", List.of("reporter"));
    assertThat(author("https://example.org/roles", null, address).profile().roles())
        .containsExactly(Role.REPORTER);
  }

  @Test
  void withoutASettingRolesHoldForAllFeedsAndWithOneForThoseThatTheClaimNames() {
    Map<String, Object> some = Map.of("roles", "editor", "feeds", List.of("a", "b"));

    assertThat(author("roles", null, some).profile().feeds()).isNull();
    assertThat(author("roles", "feeds", some).profile().feeds())
        .containsExactly(new FeedId("a"), new FeedId("b"));
    assertThat(author("roles", "feeds", Map.of("roles", "editor", "feeds", "*")).profile().feeds())
        .isNull();
  }

  @Test
  void whatNamesNoRoleOrNoFeedGivesNoRights() {
    refuses("roles", null, Map.of());
    refuses("roles", null, Map.of("roles", List.of("Chief", "admin")));
    refuses("roles", null, Map.of("roles", 7));
    refuses("a.b", null, Map.of("a", "chief"));
    refuses("roles", "feeds", Map.of("roles", "chief"));
    refuses("roles", "feeds", Map.of("roles", "chief", "feeds", List.of()));
    refuses("roles", "feeds", Map.of("roles", "chief", "feeds", "No Feed!"));
  }

  private static void refuses(
      String rolesClaim, @Nullable String feedsClaim, Map<String, Object> claims) {
    assertThatThrownBy(() -> author(rolesClaim, feedsClaim, claims))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        // no single right is missing, so this is not the problem that names one
        .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.ACCOUNT_WITHOUT_RIGHTS))
        .satisfies(e -> assertThat(e).hasMessageContaining("the claim"));
  }

  @Test
  void aNameThatCannotBeShownIsLeftOut() {
    Map<String, Object> claims = new HashMap<>(Map.of("roles", "editor", "name", "x".repeat(200)));

    assertThat(author("roles", null, claims).profile().name()).isNull();
    claims.put("preferred_username", "ann");
    assertThat(author("roles", null, claims).profile().name()).isEqualTo("ann");
  }
}
