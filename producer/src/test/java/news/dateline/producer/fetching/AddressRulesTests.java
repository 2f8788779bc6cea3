package news.dateline.producer.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTests {
  private final AddressRules rules = new AddressRules(List.of());

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, this network",
    "0.1.2.3, this network",
    "10.0.0.1, a private network",
    "10.255.255.255, a private network",
    "100.64.0.1, the network of a carrier",
    "100.100.100.200, the network of a carrier",
    "100.127.255.255, the network of a carrier",
    "127.0.0.1, loopback",
    "127.255.255.254, loopback",
    "169.254.169.254, link-local",
    "172.16.0.1, a private network",
    "172.31.255.255, a private network",
    "192.0.0.192, reserved",
    "192.0.2.1, reserved for documentation",
    "192.88.99.1, a relay of 6to4",
    "192.168.0.1, a private network",
    "168.63.129.16, the host of this machine",
    "198.18.0.1, reserved for benchmarks",
    "198.19.255.255, reserved for benchmarks",
    "198.51.100.1, reserved for documentation",
    "203.0.113.1, reserved for documentation",
    "224.0.0.1, multicast",
    "239.255.255.255, multicast",
    "240.0.0.1, reserved",
    "255.255.255.255, reserved",
    "'::', not a public address",
    "::1, not a public address",
    "::7f00:1, not a public address",
    "64:ff9b::a00:1, not a public address",
    "64:ff9b::101:101, not a public address",
    "64:ff9b:1::a00:1, not a public address",
    "100::1, not a public address",
    "fc00::1, not a public address",
    "fd00:ec2::254, not a public address",
    "fe80::1, not a public address",
    "fec0::1, not a public address",
    "ff02::1, not a public address",
    "5f00::1, not a public address",
    "2001::1, a Teredo address",
    "2001:0:102:304::1, a Teredo address",
    "2001:10::1, reserved",
    "2001:20::1, reserved",
    "2001:db8::1, reserved for documentation",
    "2002:7f00:1::, a 6to4 address",
    "2002:a9fe:a9fe::1, a 6to4 address",
    "3fff::1, reserved for documentation"
  })
  void anAddressThatIsNotPublicIsRefused(String address, String reason)
      throws UnknownHostException {
    assertThat(rules.refusal(InetAddress.getByName(address))).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "168.63.129.15",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2a00:1450::1",
        "3ffe::1"
      })
  void aPublicAddressIsNotRefused(String address) throws UnknownHostException {
    assertThat(rules.refusal(InetAddress.getByName(address))).isEmpty();
  }

  /** Java turns a mapped address into an IPv4 address, but not in every factory method. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "1.1.1.1"})
  void anIpv4AddressMappedIntoIpv6IsRefused(String address) throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.getByName(address).getAddress(), 0, mapped, 12, 4);

    assertThat(rules.refusal(Inet6Address.getByAddress(null, mapped, -1))).isPresent();
  }

  @Test
  void theAddressesOfThisMachineAreRefused() throws SocketException {
    List<InetAddress> own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();

    assertThat(own).isNotEmpty().allSatisfy(of -> assertThat(rules.refusal(of)).isPresent());
  }

  /** A machine may have a public address, at which services trust what comes from itself. */
  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "2606:4700:4700::1111"})
  void aPublicAddressOfThisMachineIsRefusedUnlessItIsAllowed(String own)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByName(own);

    assertThat(new AddressRules(List.of(), address::equals).refusal(address))
        .contains("this machine");
    assertThat(new AddressRules(List.of(own), address::equals).refusal(address)).isEmpty();
    assertThat(rules.refusal(address)).isEmpty();
  }

  @Test
  void anAllowedNetworkIsNotRefusedAndItsNeighboursAre() throws UnknownHostException {
    AddressRules intranet = new AddressRules(List.of("10.1.0.0/16", "192.168.7.7", "fd00:1::/32"));

    for (String allowed : List.of("10.1.255.255", "192.168.7.7", "fd00:1::5")) {
      assertThat(intranet.refusal(InetAddress.getByName(allowed))).isEmpty();
    }
    for (String refused : List.of("10.2.0.0", "192.168.7.8", "fd00:2::5", "127.0.0.1")) {
      assertThat(intranet.refusal(InetAddress.getByName(refused))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"intranet", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "fd00::/129", ""})
  void whatIsNoNetworkCannotBeAllowed(String network) {
    assertThatThrownBy(() -> new AddressRules(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dateline.fetching.allowed-networks: '" + network + "'");
  }
}
