package news.dateline.producer.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Receives the instructions of a test for {@link TestOpenIdProvider}: the users and their claims,
 * the lifetime of tokens, a new key, and access tokens for scripts.
 */
@SuppressWarnings("serial")
final class TestUsers extends HttpServlet {
  private static final Map<String, Map<String, Object>> CLAIMS = new ConcurrentHashMap<>();

  static Map<String, Object> claims(String user) {
    return CLAIMS.getOrDefault(user, Map.of());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String user = request.getParameter("user");
    switch (request.getPathInfo()) {
      case "/login" -> logIn(user, request, response);
      case "/claims" -> CLAIMS.put(user, claims(request));
      case "/lifetime" ->
          TestOpenIdProvider.lifetime = Duration.parse(request.getParameter("lifetime"));
      case "/rotate" -> TestOpenIdProvider.rotateKey();
      case "/foreign-key" -> TestOpenIdProvider.signWithForeignKey(isSet(request));
      case "/expires-in" -> TestOpenIdProvider.saysExpiresIn = isSet(request);
      case "/issued" -> response.getWriter().write(String.join("\n", TestOpenIdProvider.ISSUED));
      case "/token" -> response.getWriter().write(token(user, request));
      default -> throw new ServletException(request.getPathInfo());
    }
  }

  private static boolean isSet(HttpServletRequest request) {
    return Boolean.parseBoolean(request.getParameter("set"));
  }

  private static void logIn(String user, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            user,
            "",
            List.of(
                FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY))));
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
  }

  private static Map<String, Object> claims(HttpServletRequest request) {
    Map<String, Object> claims = new ConcurrentHashMap<>();
    claims.put("name", request.getParameter("name"));
    claims.put("realm_access", Map.of("roles", list(request.getParameter("roles"))));
    claims.put("feeds", list(request.getParameter("feeds")));
    for (String other : List.of("nonce", "iss", "aud")) {
      if (request.getParameter(other) != null) {
        claims.put(
            other,
            other.equals("aud") ? list(request.getParameter(other)) : request.getParameter(other));
      }
    }
    return claims;
  }

  private static List<String> list(@Nullable String values) {
    return values == null || values.isEmpty() ? List.of() : List.of(values.split(","));
  }

  private static String token(String user, HttpServletRequest request) throws ServletException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(orElse(request.getParameter("iss"), TestOpenIdProvider.issuer()))
            .subject(user)
            .audience(orElse(request.getParameter("aud"), TestOpenIdProvider.AUDIENCE))
            .expirationTime(
                Date.from(
                    Instant.now()
                        .plus(Duration.parse(orElse(request.getParameter("lasts"), "PT5M")))));
    claims(user).forEach(claims::claim);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(TestOpenIdProvider.signingKey.getKeyID())
                .build(),
            claims.build());
    try {
      token.sign(new RSASSASigner(TestOpenIdProvider.signingKey));
    } catch (JOSEException e) {
      throw new ServletException(e);
    }
    return token.serialize();
  }

  private static String orElse(@Nullable String given, String otherwise) {
    return given == null ? otherwise : given;
  }
}
