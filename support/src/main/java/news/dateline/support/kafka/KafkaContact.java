package news.dateline.support.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when Kafka stops answering, with the cause, and one when it answers again. Asks
 * every 2 s on a thread of its own. One instance is enough for a process.
 */
public final class KafkaContact implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaContact.class);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Thread thread = new Thread(this::run, "kafka-contact");
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Null before the first attempt. */
  private @Nullable Boolean answers;

  public KafkaContact(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private void run() {
    Map<String, Object> settings = new HashMap<>(kafka.admin());
    settings.put("default.api.timeout.ms", Math.toIntExact(PROBE_TIMEOUT.toMillis()));
    settings.put("request.timeout.ms", Math.toIntExact(PROBE_TIMEOUT.toMillis()));
    while (closed.getCount() > 0) {
      String fault = fault();
      if (fault == null) {
        ask(settings);
      } else {
        failed(fault);
      }
      pause();
    }
  }

  /** Asks until Kafka does not answer. */
  private void ask(Map<String, Object> settings) {
    Admin admin = null;
    try {
      admin = Admin.create(settings);
      while (closed.getCount() > 0) {
        TopicAdmin.await(admin.describeCluster().clusterId());
        answered();
        pause();
      }
    } catch (TopicsUnavailableException | KafkaException e) {
      String fault = fault();
      failed(fault == null ? "it accepts connections, but " + e.getMessage() : fault);
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private void answered() {
    if (Boolean.FALSE.equals(answers)) {
      log.info("Kafka at {} answers again.", servers());
    }
    answers = true;
  }

  private void failed(String fault) {
    if (!Boolean.FALSE.equals(answers) && closed.getCount() > 0) {
      log.warn("Kafka at {} does not answer: {}.", servers(), fault);
    }
    answers = false;
  }

  /** Returns why no connection to any of the addresses can be made; null if one can. */
  private @Nullable String fault() {
    List<String> faults = new ArrayList<>();
    for (String server : addresses()) {
      String fault = fault(server);
      if (fault == null) {
        return null;
      }
      faults.add(fault);
    }
    return faults.stream().distinct().collect(Collectors.joining(", "));
  }

  private static @Nullable String fault(String server) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(String.valueOf(Utils.getHost(server)), Utils.getPort(server)),
          Math.toIntExact(PROBE_TIMEOUT.toMillis()));
      return null;
    } catch (UnknownHostException e) {
      return "the host is unknown";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String servers() {
    return String.join(",", addresses());
  }

  private List<String> addresses() {
    Object servers = kafka.admin().get("bootstrap.servers");
    return servers instanceof Collection<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(servers).split(",", -1));
  }

  private void pause() {
    try {
      closed.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
