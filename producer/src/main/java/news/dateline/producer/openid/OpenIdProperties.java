package news.dateline.producer.openid;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The claims that name the roles and the feeds of an author in the tokens of an OpenID provider.
 *
 * @param rolesClaim Claim with the roles of an author: {@code reporter}, {@code editor}, {@code
 *     chief}. Other values are ignored. Dots lead into objects, as in {@code realm_access.roles}.
 * @param feedsClaim Claim with the feeds for which the roles hold; the value {@code *} stands for
 *     all. If this is set, an author without the claim has no rights. If it is not set, the roles
 *     hold for all feeds.
 */
@ConfigurationProperties("dateline.desk")
record OpenIdProperties(@DefaultValue("roles") String rolesClaim, @Nullable String feedsClaim) {}
