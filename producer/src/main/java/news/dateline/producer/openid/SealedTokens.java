package news.dateline.producer.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import news.dateline.events.Json;
import news.dateline.support.token.RandomToken;
import org.jspecify.annotations.Nullable;

/**
 * The provider's tokens that a session needs later. On the topic they are encrypted with AES-GCM.
 * The key is derived from the cookie of the session, of which Dateline stores only a hash. A reader
 * of the topic therefore cannot decrypt the tokens; each producer can for a request with the
 * cookie.
 *
 * @param refreshToken null if the provider has issued no refresh token
 */
record SealedTokens(@Nullable String refreshToken, String idToken) {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  String seal(RandomToken cookie) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, cookie, nonce).doFinal(Json.write(this));
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has this cipher
    }
  }

  /** Decrypts the tokens. Returns empty if the text was not encrypted with this cookie. */
  static Optional<SealedTokens> open(RandomToken cookie, String sealed) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      if (all.length <= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      byte[] json =
          cipher(Cipher.DECRYPT_MODE, cookie, nonce)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return Optional.of(Json.read(json, SealedTokens.class));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, RandomToken cookie, byte[] nonce)
      throws GeneralSecurityException {
    byte[] key = HexFormat.of().parseHex(RandomToken.hashOf("seal " + cookie.text()));
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(cookie.owner().getBytes(UTF_8));
    return cipher;
  }

  /** Returns a text without a token. */
  @Override
  public String toString() {
    return "tokens of a session";
  }
}
