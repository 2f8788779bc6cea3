package news.dateline.producer.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTests {
  private static final Set<Integer> PORTS = Set.of(80, 443);

  private final AddressPolicy policy = new AddressPolicy(List.of(), PORTS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotPublicIsRefused(String address) {
    assertThat(policy.refusal(at(address, 443))).isPresent().get().asString().contains("public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e"
      })
  void whatIsPublicIsNotRefused(String address) {
    assertThat(policy.refusal(at(address, 443))).isEmpty();
  }

  @Test
  void anIpv4AddressThatTheJdkLeavesMappedIsSeenThrough() throws UnknownHostException {
    byte[] mapped = NetUtil.createByteArrayFromIpAddressString("::ffff:7f00:1");
    assertThat(mapped).hasSize(16);

    assertThat(
            policy.refusal(new InetSocketAddress(Inet6Address.getByAddress(null, mapped, -1), 80)))
        .hasValue("127.0.0.1 is not a public address");
  }

  @Test
  void theOwnAddressesOfTheMachineAreRefused() throws Exception {
    List<InetAddress> own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();

    assertThat(own)
        .isNotEmpty()
        .allSatisfy(
            address -> assertThat(policy.refusal(new InetSocketAddress(address, 80))).isPresent());
  }

  @Test
  void anAllowedNetworkIsNotRefused() {
    AddressPolicy intranet = new AddressPolicy(List.of("10.1.0.0/16", "fd00::1", "::1"), PORTS);

    assertThat(intranet.refusal(at("10.1.2.3", 80))).isEmpty();
    assertThat(intranet.refusal(at("::ffff:10.1.2.3", 80))).isEmpty();
    assertThat(intranet.refusal(at("fd00::1", 80))).isEmpty();
    assertThat(intranet.refusal(at("10.2.0.1", 80))).isPresent();
    assertThat(intranet.refusal(at("fd00::2", 80))).isPresent();
    assertThat(intranet.refusal(at("127.0.0.1", 80))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 22, 25, 8081, 9092, 65_535})
  void anotherPortIsRefused(int port) {
    assertThat(policy.refusal(at("1.1.1.1", port))).hasValue("port " + port + " is not allowed");
  }

  @Test
  void aNameThatWasNotResolvedIsRefused() {
    assertThat(policy.refusal(InetSocketAddress.createUnresolved("n.example", 443))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/", "10.0.0.0/x", "n.example", "10.0.0"})
  void aNetworkThatIsNoneIsRefusedAtTheStart(String network) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressPolicy(List.of(network), PORTS))
        .withMessage("'%s' is not an address or network", network);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), port);
  }
}
