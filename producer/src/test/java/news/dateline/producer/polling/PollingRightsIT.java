package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.FeedId;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The right of the producer to its consumer group, which it needs to poll sources. */
class PollingRightsIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final KafkaNames NAMES = new KafkaNames("poll.");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(SourceAssignment.class);

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
  void withoutTheRightToItsGroupTheProducerNamesItAndPollsOnceItIsThere() throws Exception {
    try (Admin administrator = SecureBroker.shared().admin()) {
      new TopicAdmin(administrator, NAMES).create(1, Replication.SINGLE, false);
      List<AclBinding> rights = ServiceRights.PRODUCER.required(NAMES, "User:producer");
      administrator
          .createAcls(
              rights.stream()
                  .filter(acl -> acl.pattern().resourceType() != ResourceType.GROUP)
                  .toList())
          .all()
          .get();
      try (SourceAssignment assignment = assignment()) {
        assignment.start();
        await()
            .atMost(TIMEOUT)
            .untilAsserted(
                () ->
                    assertThat(List.copyOf(lines.list))
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .anyMatch(
                            line ->
                                line.contains(
                                    "User:producer lacks Read on Group poll.dateline-import ")));
        assertThat(assignment.hasJoined()).isFalse();

        administrator.createAcls(rights).all().get();

        await().atMost(TIMEOUT).until(assignment::hasJoined);
      }
    }
  }

  private static SourceAssignment assignment() {
    Map<String, Object> all = SecureBroker.shared().plain("producer");
    PollTarget target =
        new PollTarget(
            new FeedId("world"),
            "wire",
            "https://news.example/feed",
            Duration.ofMinutes(5),
            Map.of(),
            Map.of());
    PollSchedule schedule = new PollSchedule(Clock.systemUTC(), () -> 0.5);
    OwnedSource source =
        new OwnedSource(
            new Takeover(target, schedule),
            (polled, before, known) -> Mono.never(),
            state -> new CompletableFuture<>(),
            new PollMeters());
    return new SourceAssignment(new KafkaSettings(all, all, all, all, NAMES), List.of(source));
  }
}
