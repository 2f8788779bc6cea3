package news.dateline.producer.fetching;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the producer may load from other systems.
 *
 * @param allowedNetworks Addresses or networks, such as {@code 10.1.0.0/16}, from which sources are
 *     polled although they are not public. By default the producer connects to public addresses
 *     only, whatever the name of a source resolves to.
 * @param allowedPorts Ports to which the producer connects beside 80 and 443.
 * @param timeout Longest time for a document, with all redirects.
 */
@ConfigurationProperties("dateline.fetching")
record FetchProperties(
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue List<Integer> allowedPorts,
    @DefaultValue("30s") Duration timeout) {
  static final String ALLOWED_NETWORKS = "dateline.fetching.allowed-networks";

  private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);
  private static final int MAX_PORT = 65_535;

  FetchProperties {
    allowedNetworks = List.copyOf(allowedNetworks);
    if (allowedPorts.stream().anyMatch(port -> port < 1 || port > MAX_PORT)) {
      throw new IllegalArgumentException(
          "dateline.fetching.allowed-ports must be between 1 and " + MAX_PORT);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("dateline.fetching.timeout must be above 0");
    }
  }

  Set<Integer> ports() {
    Set<Integer> ports = new TreeSet<>(USUAL_PORTS);
    ports.addAll(allowedPorts);
    return ports;
  }
}
