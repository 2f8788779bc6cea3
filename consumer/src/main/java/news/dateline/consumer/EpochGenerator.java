package news.dateline.consumer;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Draws the names of numberings: 40 random bits, {@code [a-z0-9]{8}}. */
final class EpochGenerator implements Supplier<String> {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    String drawn = new BigInteger(40, random).toString(36);
    return "0".repeat(Math.max(0, 8 - drawn.length())) + drawn;
  }
}
