package news.dateline.testsupport.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth provider: gives a signed token to a client that knows the secret, and the keys by which
 * brokers check tokens. While it runs, Kafka's clients and brokers in this JVM may ask it.
 */
public final class TokenEndpoint implements AutoCloseable {
  /** The system property with the addresses that Kafka's clients and brokers may ask. */
  public static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  public static final String CLIENT = "news-desk";
  public static final String SECRET = "of-the-desk";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final KeyPair keys;
  private final long lifetime;
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * Starts a provider.
   *
   * @param lifetime time after which a token ends, in whole seconds
   */
  public TokenEndpoint(Duration lifetime) throws IOException, GeneralSecurityException {
    this.lifetime = lifetime.toSeconds();
    keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::issue);
    server.createContext("/keys", exchange -> answer(exchange, 200, keys()));
    server.start();
    System.setProperty(ALLOWED_URLS, url("/token") + "," + url("/keys"));
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The number of tokens so far. */
  public int issued() {
    return issued.get();
  }

  /** The settings of a broker that checks tokens by the keys. */
  public Map<String, String> brokerSettings() {
    String mechanism = "listener.name.sasl_ssl.oauthbearer.";
    return Map.of(
        mechanism + "sasl.server.callback.handler.class",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
        mechanism + "sasl.oauthbearer.jwks.endpoint.url",
        url("/keys"),
        mechanism + "sasl.oauthbearer.expected.issuer",
        "provider",
        mechanism + "sasl.oauthbearer.expected.audience",
        "kafka",
        mechanism + "sasl.oauthbearer.clock.skew.seconds",
        "0",
        // a connection ends with its token, unless the client shows a new one before
        mechanism + "connections.max.reauth.ms",
        String.valueOf(1000 * lifetime));
  }

  private void issue(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String known =
        "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
    if (!known.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !body.contains("grant_type=client_credentials")) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    issued.incrementAndGet();
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(token(), lifetime));
  }

  private String token() {
    long now = Instant.now().getEpochSecond();
    String signed =
        part("{\"alg\":\"RS256\",\"kid\":\"one\"}")
            + "."
            + part(
                "{\"iss\":\"provider\",\"sub\":\"%s\",\"aud\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                    .formatted(CLIENT, now, now + lifetime));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keys() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    System.clearProperty(ALLOWED_URLS);
    server.stop(0);
  }
}
