package news.dateline.support.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;

/**
 * Refuses to start if no host of {@code spring.kafka.bootstrap-servers} is known. Kafka's clients
 * would look the names up again and again.
 */
final class KnownBrokers implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  private static final String KEY = "spring.kafka.bootstrap-servers";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    BindResult<List<String>> configured =
        Binder.get(event.getEnvironment()).bind(KEY, Bindable.listOf(String.class));
    List<String> servers = configured.isBound() ? configured.get() : List.of();
    for (String server : servers) {
      if (Utils.getHost(server) == null || Utils.getPort(server) == null) {
        throw new StartupException(
            "'" + server + "' is not the host:port of a Kafka broker (" + KEY + ", --kafka)");
      }
    }
    if (!servers.isEmpty() && servers.stream().noneMatch(KnownBrokers::isKnown)) {
      throw new StartupException(
          "the host of Kafka, "
              + String.join(",", servers)
              + ", is unknown ("
              + KEY
              + ", --kafka)");
    }
  }

  private static boolean isKnown(String server) {
    try {
      return InetAddress.getByName(Utils.getHost(server)) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
