package news.dateline.producer.eventlog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.Presence;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.PasswordFileCallbackHandler;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class RotatedPasswordIT {
  private static final KafkaNames NAMES = new KafkaNames("rotated.");
  private static final String USER = "producer";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Test
  void aLogThatWasOpenedWithAWrongPasswordIsWrittenOnceItIsRight(@TempDir Path directory)
      throws Exception {
    try (Admin admin = SecureBroker.shared().admin()) {
      admin.createAcls(ServiceRights.PRODUCER.required(NAMES, "User:" + USER)).all().get();
      new TopicAdmin(admin, NAMES).create(1, Replication.SINGLE, false);
    }
    Path file = Files.writeString(directory.resolve("password"), "wrong");
    KafkaSettings kafka = settings(file);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (FreeSpace space = new FreeSpace(kafka, DataSize.ofBytes(0));
        EventLog log = new EventLog(kafka, space, (topic, partitions) -> partitions)) {
      log.bindTo(registry);
      assertThat(append(log))
          .failsWithin(Duration.ofSeconds(15))
          .withThrowableOfType(ExecutionException.class);

      Path next = Files.writeString(directory.resolve("next"), USER);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

      await().atMost(TIMEOUT).ignoreExceptions().until(() -> append(log).get(15, SECONDS) != null);
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  registry.find("kafka.producer.record.send.total").functionCounters().stream()
                      .anyMatch(sent -> sent.count() > 0));
    }
  }

  private static KafkaSettings settings(Path passwordFile) {
    Map<String, Object> all = SecureBroker.shared().plain(USER);
    all.put("sasl.client.callback.handler.class", PasswordFileCallbackHandler.class.getName());
    all.put(
        "sasl.jaas.config",
        ("org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"%s\" passwordFile=\"%s\";")
            .formatted(USER, passwordFile));
    return new KafkaSettings(all, all, all, all, NAMES);
  }

  private static CompletableFuture<RecordCoordinates> append(EventLog log) {
    return log.append(
        new Presence(new FeedId("world"), new ItemId("a"), new IdentityId("olena"), Instant.now()));
  }
}
