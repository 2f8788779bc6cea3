package news.dateline.consumer;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Draws random epochs: 40 bits as eight characters of {@code [a-z0-9]}. Thread-safe. */
final class EpochGenerator implements Supplier<String> {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    String epoch = new BigInteger(40, random).toString(36);
    return "0".repeat(Math.max(0, 8 - epoch.length())) + epoch;
  }
}
