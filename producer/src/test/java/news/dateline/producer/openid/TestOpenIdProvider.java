package news.dateline.producer.openid;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import news.dateline.events.Json;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * An OpenID provider, which is Spring Authorization Server: the only class of a process of its own.
 * A servlet under {@code /test/} signs users in and changes what the provider says of them.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class TestOpenIdProvider {
  static final String CLIENT = "dateline-desk";
  static final String SECRET = "a-secret-of-the-desk";
  static final String AUDIENCE = "dateline";

  /** All tokens that sign-ins and refreshes got. */
  static final Collection<String> ISSUED = new ConcurrentLinkedQueue<>();

  /** The published key. */
  private static volatile RSAKey key = newKey(UUID.randomUUID().toString());

  /** The key that tokens are signed with. */
  static volatile RSAKey signingKey = key;

  static volatile boolean saysExpiresIn = true;
  static volatile Duration lifetime = Duration.ofMinutes(5);
  private static String issuer = "";
  private static URI desk = URI.create("http://127.0.0.1/");

  /**
   * @param args the port to listen on, and the address of the desk
   */
  public static void main(String[] args) throws Exception {
    issuer = "http://127.0.0.1:" + args[0];
    desk = URI.create(args[1]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("provider").toString());
    tomcat.setPort(Integer.parseInt(args[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    start(tomcat);
    System.out.println("ready");
    tomcat.getServer().await();
  }

  private static void start(Tomcat tomcat) throws LifecycleException {
    AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    spring.register(TestOpenIdProvider.class);
    Context web = tomcat.addContext("", null);
    web.addServletContainerInitializer(
        (classes, context) -> {
          spring.setServletContext(context);
          spring.refresh();
          context
              .addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", spring))
              .addMappingForUrlPatterns(null, false, "/*");
          context.addServlet("test", new TestUsers()).addMapping("/test/*");
          // Tomcat runs no filter where no servlet would answer
          context.addServlet("nothing", new DefaultServlet()).addMapping("/");
        },
        null);
    tomcat.start();
  }

  static String issuer() {
    return issuer;
  }

  static void rotateKey() {
    key = newKey(UUID.randomUUID().toString());
    signingKey = key;
  }

  /**
   * Signs with a foreign key that has the id of the published one, or with the published one again.
   * Generates the key now: that may take longer than the time that a producer waits for tokens.
   */
  static void signWithForeignKey(boolean foreign) {
    signingKey = foreign ? newKey(key.getKeyID()) : key;
  }

  private static RSAKey newKey(String id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
          .privateKey(pair.getPrivate())
          .keyID(id)
          .build();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.oauth2AuthorizationServer(
            server ->
                server
                    .oidc(Customizer.withDefaults())
                    .tokenEndpoint(
                        tokens ->
                            tokens.accessTokenResponseHandler(
                                (request, response, granted) -> write(granted, response))))
        .authorizeHttpRequests(
            requests ->
                requests.requestMatchers("/test/**").permitAll().anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** Writes the answer of the token endpoint, if wanted without {@code expires_in}. */
  private static void write(Authentication granted, HttpServletResponse response)
      throws IOException {
    OAuth2AccessTokenAuthenticationToken tokens = (OAuth2AccessTokenAuthenticationToken) granted;
    Map<String, Object> answer = new HashMap<>(tokens.getAdditionalParameters());
    answer.put("access_token", tokens.getAccessToken().getTokenValue());
    answer.put("token_type", "Bearer");
    if (tokens.getRefreshToken() != null) {
      answer.put("refresh_token", tokens.getRefreshToken().getTokenValue());
    }
    if (saysExpiresIn) {
      answer.put("expires_in", lifetime.toSeconds());
    }
    for (String token : List.of("access_token", "refresh_token", "id_token")) {
      ISSUED.add(String.valueOf(answer.get(token)));
    }
    response.setContentType("application/json");
    response.getOutputStream().write(Json.write(answer));
  }

  @Bean
  JWKSource<SecurityContext> keys() {
    return (selector, context) ->
        selector.select(new JWKSet(selector.getMatcher().getKeyTypes() == null ? key : signingKey));
  }

  @Bean
  JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  @Bean
  AuthorizationServerSettings settings() {
    return AuthorizationServerSettings.builder().issuer(issuer).build();
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new InMemoryOAuth2AuthorizationService();
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> claims() {
    return context -> {
      TestUsers.claims(context.getPrincipal().getName())
          .forEach((name, value) -> context.getClaims().claim(name, value));
      if (context.getTokenType().getValue().equals("access_token")) {
        context.getClaims().audience(List.of(AUDIENCE));
      }
    };
  }

  @Bean
  RegisteredClientRepository clients() {
    return new RegisteredClientRepository() {
      @Override
      public void save(RegisteredClient client) {
        // the secret would be saved in another encoding
      }

      @Override
      public RegisteredClient findById(String id) {
        return client();
      }

      @Override
      public @Nullable RegisteredClient findByClientId(String id) {
        return id.equals(CLIENT) ? client() : null;
      }
    };
  }

  /** A client that must use PKCE, and whose tokens last as long as the test wants. */
  private static RegisteredClient client() {
    return RegisteredClient.withId(CLIENT)
        .clientId(CLIENT)
        .clientSecret("{noop}" + SECRET)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .redirectUri(desk.resolve("/login/oauth2/code/desk").toString())
        .postLogoutRedirectUri(desk.resolve("/").toString())
        .scope("openid")
        .scope("profile")
        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(lifetime)
                .reuseRefreshTokens(false)
                .build())
        .build();
  }
}
