package news.dateline.support.kafka;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Each right to look at, create and read the topics is needed: without it, the check of the topics
 * or the reader of the topic fails and names it. The services have tests of their own for others.
 */
class ServiceRightsIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Map<String, Admin> ADMINS = new HashMap<>();
  private static final SecureBroker BROKER = SecureBroker.shared();
  private static Admin administrator;

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ReadFailures.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private @Nullable AclBinding removed;

  @BeforeAll
  static void start() throws Exception {
    administrator = BROKER.admin();
    for (ServiceRights service : ServiceRights.values()) {
      administrator.createAcls(granted(service)).all().get();
      ADMINS.put(service.service(), Admin.create(BROKER.plain(service.service())));
    }
    new TopicAdmin(administrator, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, false);
  }

  @AfterAll
  static void stop() {
    ADMINS.values().forEach(Admin::close);
    administrator.close();
  }

  @BeforeEach
  void record() {
    lines.start();
    LOG.setLevel(Level.DEBUG);
    LOG.addAppender(lines);
  }

  private static List<AclBinding> granted(ServiceRights service) {
    String principal = "User:" + service.service();
    List<AclBinding> all = new ArrayList<>(service.required(KafkaNames.UNPREFIXED, principal));
    all.addAll(service.toCreateTopics(KafkaNames.UNPREFIXED, principal));
    return all;
  }

  private static Stream<AclBinding> granted(AclOperation operation) {
    return Stream.of(ServiceRights.values())
        .flatMap(service -> granted(service).stream())
        .filter(acl -> acl.entry().operation() == operation)
        .filter(acl -> isTopic(acl.pattern().name()))
        .filter(acl -> acl.pattern().patternType() == PatternType.LITERAL);
  }

  private static boolean isTopic(String name) {
    return Arrays.stream(Topic.values()).anyMatch(topic -> topic.topicName().equals(name));
  }

  static Stream<AclBinding> rightsToCheck() {
    Stream<AclBinding> state =
        Stream.of(ServiceRights.PRODUCER, ServiceRights.FEED_API)
            .flatMap(service -> granted(service).stream())
            .filter(acl -> acl.pattern().patternType() == PatternType.PREFIXED);
    return Stream.of(granted(DESCRIBE), granted(DESCRIBE_CONFIGS), state).flatMap(each -> each);
  }

  static Stream<AclBinding> rightsToCreate() {
    return granted(CREATE);
  }

  static Stream<AclBinding> rightsToRead() {
    return granted(READ).filter(acl -> !acl.entry().principal().equals("User:consumer"));
  }

  @ParameterizedTest
  @MethodSource("rightsToCheck")
  void theCheckOfTheTopicsNamesTheRightThatIsMissing(AclBinding acl) throws Exception {
    TopicAdmin topics = new TopicAdmin(ADMINS.get(service(acl)), KafkaNames.UNPREFIXED);
    remove(acl);

    soon().untilAsserted(() -> assertThat(problem(topics::check, acl)).contains(line(acl)));
  }

  @ParameterizedTest
  @MethodSource("rightsToCreate")
  void theCreationOfTheTopicsNamesTheRightThatIsMissing(AclBinding acl) throws Exception {
    TopicAdmin topics = new TopicAdmin(ADMINS.get(service(acl)), KafkaNames.UNPREFIXED);
    remove(acl);

    soon()
        .untilAsserted(
            () -> {
              // created meanwhile if the controller did not know yet that the right is gone
              delete(acl.pattern().name());
              assertThat(problem(() -> topics.create(1, Replication.SINGLE, false), acl))
                  .contains(line(acl));
            });
  }

  @ParameterizedTest
  @MethodSource("rightsToRead")
  void theReaderOfATopicNamesTheRightThatIsMissing(AclBinding acl) throws Exception {
    remove(acl);
    administrator.createAcls(List.of(with(acl, DESCRIBE))).all().get();
    Topic topic =
        Arrays.stream(Topic.values())
            .filter(each -> each.topicName().equals(acl.pattern().name()))
            .findAny()
            .orElseThrow();
    try (CompactedTopicReader reader = reader(acl, topic)) {
      reader.start();
      soon().until(() -> told().anyMatch(each -> each.getFormattedMessage().contains(line(acl))));
    } finally {
      administrator.deleteAcls(List.of(with(acl, DESCRIBE).toFilter())).all().get();
    }
  }

  @Test
  void aRightThatAllReadersOfAServiceLackIsOneLine() throws Exception {
    AclBinding acl = rightsToCheck().findFirst().orElseThrow();
    remove(acl);
    List<CompactedTopicReader> readers =
        Stream.of(Topic.values()).map(topic -> reader(acl, topic)).toList();
    try {
      readers.forEach(CompactedTopicReader::start);
      soon().until(() -> told().count() == readers.size());
      assertThat(told().filter(line -> line.getLevel() == Level.WARN)).hasSize(1);
    } finally {
      readers.forEach(CompactedTopicReader::close);
    }
  }

  private Stream<ILoggingEvent> told() {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getMessage().startsWith("Topics cannot be read"));
  }

  private static CompactedTopicReader reader(AclBinding acl, Topic topic) {
    return new CompactedTopicReader(
        CompactedTopicReader.Source.all(settings(acl), topic),
        entry -> {},
        mismatch -> {},
        Clock.systemUTC());
  }

  private static void delete(String topic) throws Exception {
    if (administrator.listTopics().names().get().contains(topic)) {
      administrator.deleteTopics(List.of(topic)).all().get();
    }
  }

  private void remove(AclBinding acl) throws Exception {
    removed = acl;
    administrator.deleteAcls(List.of(acl.toFilter())).all().get();
  }

  @AfterEach
  void restore() throws Exception {
    LOG.detachAppender(lines);
    if (removed != null) {
      administrator.createAcls(List.of(removed)).all().get();
      new TopicAdmin(administrator, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, false);
      TopicAdmin topics = new TopicAdmin(ADMINS.get(service(removed)), KafkaNames.UNPREFIXED);
      soon().ignoreExceptions().until(() -> topics.check().isPresent());
    }
  }

  /** The broker applies a change of ACLs within milliseconds. */
  private static ConditionFactory soon() {
    return await().atMost(TIMEOUT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
  }

  private interface Attempt {
    void run() throws TopicsUnavailableException;
  }

  private static String problem(Attempt attempt, AclBinding acl) {
    try {
      attempt.run();
      return "";
    } catch (TopicsUnavailableException e) {
      return String.valueOf(MissingRight.in(e, settings(acl), AclOperation.UNKNOWN, ""));
    }
  }

  private static KafkaSettings settings(AclBinding acl) {
    Map<String, Object> all = BROKER.plain(service(acl));
    return new KafkaSettings(all, all, all, all, KafkaNames.UNPREFIXED);
  }

  private static String service(AclBinding acl) {
    return acl.entry().principal().substring("User:".length());
  }

  private static String line(AclBinding acl) {
    return acl.entry().principal()
        + " lacks "
        + MissingRight.spelled(acl.entry().operation())
        + " on Topic "
        + acl.pattern().name()
        + (acl.pattern().patternType() == PatternType.PREFIXED ? "-public-changelog " : " ");
  }

  private static AclBinding with(AclBinding acl, AclOperation operation) {
    return new AclBinding(
        acl.pattern(),
        new AccessControlEntry(acl.entry().principal(), "*", operation, AclPermissionType.ALLOW));
  }
}
