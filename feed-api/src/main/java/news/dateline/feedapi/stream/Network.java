package news.dateline.feedapi.stream;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Addresses that begin alike.
 *
 * @param beginning what they begin with
 * @param size bits of an address
 * @param bits how many of them are the beginning
 */
record Network(BigInteger beginning, int size, int bits) {

  /** Reads {@code 10.0.0.0/8}, {@code ::1} and the like. */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        bytes(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no network"));
    int size = address.length * Byte.SIZE;
    int bits = slash < 0 ? size : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > size) {
      throw new IllegalArgumentException("'" + text + "' has more bits than an address");
    }
    return new Network(beginning(address, bits), size, bits);
  }

  boolean contains(String address) {
    return bytes(address)
        .filter(other -> other.length * Byte.SIZE == size)
        .filter(other -> beginning(other, bits).equals(beginning))
        .isPresent();
  }

  private static BigInteger beginning(byte[] address, int bits) {
    return new BigInteger(1, address).shiftRight(address.length * Byte.SIZE - bits);
  }

  // never looks a name up
  private static Optional<byte[]> bytes(String address) {
    return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(address));
  }
}
