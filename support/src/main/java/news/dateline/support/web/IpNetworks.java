package news.dateline.support.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;

/** Parses the addresses and networks in settings. Never resolves a host name. */
public final class IpNetworks {
  private IpNetworks() {}

  /**
   * Returns a rule that matches the addresses of the network.
   *
   * @param key the setting that has the text
   * @param text an address or a network, such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if the text is neither. The message names the setting, because
   *     a start prints nothing else
   */
  public static IpSubnetFilterRule parse(String key, String text) {
    String[] parts = text.split("/", 2);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
    int max = address == null ? -1 : address.getAddress().length * Byte.SIZE;
    int bits = parts.length == 1 ? max : bits(parts[1]);
    if (address == null || bits > max) {
      throw new IllegalArgumentException(
          key + ": '" + text + "' is not an address or network, such as 10.0.0.0/8");
    }
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }
}
