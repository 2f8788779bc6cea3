package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.Reach;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The only right of feed-api to write. */
class ReachRightsIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final KafkaNames NAMES = new KafkaNames("reach.");
  private static final List<Reach> REPORTS =
      List.of(new Reach("a:1", new FeedId("world"), "k3f9", 1, 2, 1, null, null));

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(ReachTopic.class);

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void detach() {
    log.detachAppender(lines);
  }

  @Test
  void withoutItsRightToWriteFeedApiNamesItAndGoesOn() throws Exception {
    SecureBroker broker = SecureBroker.shared();
    try (Admin administrator = broker.admin()) {
      TopicAdmin topics = new TopicAdmin(administrator, NAMES);
      topics.create(1, Replication.SINGLE, false);
      List<AclBinding> rights = ServiceRights.FEED_API.required(NAMES, "User:feed-api");
      administrator.createAcls(rights.stream().map(ReachRightsIT::describing).toList()).all().get();
      Map<String, Object> all = broker.plain("feed-api");
      try (ReachTopic reach = new ReachTopic(new KafkaSettings(all, all, all, all, NAMES))) {
        awaitLine(reach, "User:feed-api lacks Write on Topic reach.reach ");
        administrator.createAcls(rights).all().get();

        String name = NAMES.of(Topic.REACH);
        await()
            .atMost(TIMEOUT)
            .until(
                () -> {
                  reach.write(REPORTS);
                  return topics.ends(name).values().stream().anyMatch(end -> end > 0);
                });
      }
    }
  }

  /** Without any right to write, Kafka refuses an idempotent producer as a whole. */
  private static AclBinding describing(AclBinding acl) {
    return acl.entry().operation() != AclOperation.WRITE
        ? acl
        : new AclBinding(
            acl.pattern(),
            new AccessControlEntry(
                acl.entry().principal(), "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  private void awaitLine(ReachTopic reach, String part) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              reach.write(REPORTS);
              assertThat(List.copyOf(lines.list))
                  .extracting(ILoggingEvent::getFormattedMessage)
                  .anyMatch(line -> line.contains(part));
            });
  }
}
