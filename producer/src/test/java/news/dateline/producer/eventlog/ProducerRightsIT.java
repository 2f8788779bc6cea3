package news.dateline.producer.eventlog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static news.dateline.events.Topic.IDENTITIES;
import static news.dateline.events.Topic.IMPORT_SOURCES;
import static news.dateline.events.Topic.NEWS_EVENTS;
import static news.dateline.events.Topic.PARTNERS;
import static news.dateline.events.Topic.PRESENCE;
import static news.dateline.events.Topic.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.events.PolledSource;
import news.dateline.events.Presence;
import news.dateline.events.Role;
import news.dateline.events.Session;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Each right of the producer to write is needed: without it, the producer appends nothing and names
 * it. The right to see the disks of the brokers is not.
 */
class ProducerRightsIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String USER = "producer";
  private static final KafkaNames NAMES = new KafkaNames("append.");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final FeedId WORLD = new FeedId("world");
  private static final IdentityId EDITOR = new IdentityId("olena");
  private static final String HASH = "0f".repeat(32);

  private static Admin administrator;
  private static FreeSpace space;
  private static EventLog eventLog;

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("news.dateline");

  @BeforeAll
  static void start() throws Exception {
    administrator = SecureBroker.shared().admin();
    administrator.createAcls(required()).all().get();
    new TopicAdmin(administrator, NAMES).create(1, Replication.SINGLE, false);
    space = new FreeSpace(settings(), DataSize.ofBytes(0));
    eventLog = new EventLog(settings(), space, (topic, partitions) -> partitions);
  }

  @AfterAll
  static void stop() {
    eventLog.close();
    space.close();
    administrator.close();
  }

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void detach() {
    log.detachAppender(lines);
  }

  private static KafkaSettings settings() {
    Map<String, Object> all = SecureBroker.shared().plain(USER);
    return new KafkaSettings(all, all, all, all, NAMES);
  }

  private static List<AclBinding> required() {
    return ServiceRights.PRODUCER.required(NAMES, "User:" + USER);
  }

  static Stream<AclBinding> rightsToWrite() {
    return required().stream().filter(acl -> acl.entry().operation() == AclOperation.WRITE);
  }

  /** The topics of the records that {@link EventLog} appends, one for each type of record. */
  static Stream<Topic> written() {
    return Stream.of(NEWS_EVENTS, PARTNERS, IDENTITIES, SESSIONS, PRESENCE, IMPORT_SOURCES);
  }

  @Test
  void theProducerHasTheRightToWriteToTheTopicOfEachOfItsRecordsAndToNoOther() {
    assertThat(EventLog.class.getDeclaredMethods())
        .filteredOn(each -> each.getName().equals("append") && each.getParameterCount() == 1)
        .hasSize((int) written().count());
    assertThat(rightsToWrite().map(acl -> acl.pattern().name()))
        .containsExactlyInAnyOrderElementsOf(written().map(NAMES::of).toList());
  }

  @ParameterizedTest
  @MethodSource("written")
  void withoutARightToWriteNothingIsAppendedAndTheRightIsNamed(Topic topic) throws Exception {
    AclBinding acl =
        rightsToWrite()
            .filter(each -> each.pattern().name().equals(NAMES.of(topic)))
            .findAny()
            .orElseThrow();
    AclBinding describe = describing(acl);
    append(topic).get(10, SECONDS);
    administrator.createAcls(List.of(describe)).all().get();
    administrator.deleteAcls(List.of(acl.toFilter())).all().get();
    try {
      awaitRefusal(topic);
    } finally {
      administrator.createAcls(List.of(acl)).all().get();
      administrator.deleteAcls(List.of(describe.toFilter())).all().get();
      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(() -> append(topic).get(10, SECONDS) != null);
    }
  }

  @Test
  void aProducerThatMayWriteToNoTopicAppendsOnceItMay() throws Exception {
    List<AclBinding> rights = rightsToWrite().toList();
    administrator.createAcls(rights.stream().map(acl -> describing(acl)).toList()).all().get();
    administrator.deleteAcls(rights.stream().map(AclBinding::toFilter).toList()).all().get();
    try (EventLog fresh = new EventLog(settings(), space, (topic, partitions) -> partitions)) {
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () ->
                  assertThat(fresh.append(event()))
                      .failsWithin(Duration.ofSeconds(10))
                      .withThrowableOfType(ExecutionException.class));
      administrator.createAcls(rights).all().get();

      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(() -> fresh.append(event()).get(10, SECONDS) != null);
    } finally {
      administrator.createAcls(rights).all().get();
    }
    assertLine("lacks Write on Topic append.news-events ");
  }

  private static AclBinding describing(AclBinding acl) {
    return new AclBinding(
        acl.pattern(),
        new AccessControlEntry(
            acl.entry().principal(), "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  @Test
  void withoutTheRightToSeeTheDisksTheProducerSaysSo() {
    space.start();

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertLine("User:producer lacks Describe on Cluster"));
    assertThat(space.isScarce()).isFalse();
  }

  private void awaitRefusal(Topic topic) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThat(append(topic))
                  .failsWithin(Duration.ofSeconds(10))
                  .withThrowableOfType(ExecutionException.class);
              assertLine("User:producer lacks Write on Topic " + NAMES.of(topic));
            });
  }

  private void assertLine(String part) {
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains(part));
  }

  private static CompletableFuture<RecordCoordinates> append(Topic topic) {
    return switch (topic) {
      case NEWS_EVENTS -> eventLog.append(event());
      case PARTNERS ->
          eventLog.append(
              new Partner(
                  new PartnerId("p-1"),
                  new PartnerProfile("Radio", List.of(WORLD), List.of(), null, null),
                  HASH,
                  NOON,
                  null));
      case IDENTITIES ->
          eventLog.append(
              Identity.issued(
                  EDITOR,
                  new IdentityProfile("Olena", List.of(Role.EDITOR), null, null, null),
                  HASH,
                  NOON));
      case SESSIONS ->
          eventLog.append(
              new Session(UUID.randomUUID(), EDITOR, HASH, HASH, null, NOON, NOON, null, null));
      case PRESENCE -> eventLog.append(new Presence(WORLD, new ItemId("a"), EDITOR, NOON));
      default -> eventLog.append(PolledSource.unpolled(WORLD, "s", "https://a.example", NOON));
    };
  }

  private static EventEnvelope event() {
    EventId id = new EventId(UUID.randomUUID().toString());
    return EventEnvelope.withoutActor(
        id, WORLD, "/desk/test", NOON, id.value(), new NewsEvent.FeedClosed());
  }
}
