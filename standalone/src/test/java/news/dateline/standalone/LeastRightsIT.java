package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's journey on a Kafka with SASL over TLS that denies by default: each service in a
 * process of its own, under a principal of its own, with its rights and no other.
 */
class LeastRightsIT {
  private static final String BUNDLE = "-Dspring.ssl.bundle.jks.kafka.truststore.";
  private static final String PROPERTY = "-Dspring.kafka.properties.sasl.";
  private static final KafkaNames NAMES = new KafkaNames("desk.");

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** A user without rights. */
  private static final String STRANGER = "stranger";

  @TempDir private static Path keys;
  private static SecureBroker broker;
  private static Admin administrator;

  @TempDir private Path data;

  @BeforeAll
  static void startBroker() {
    Stream<String> services = Stream.of(ServiceRights.values()).map(ServiceRights::service);
    broker =
        SecureBroker.denying(
            keys, Stream.concat(services, Stream.of(STRANGER)).toArray(String[]::new));
    administrator = broker.admin();
  }

  @AfterAll
  static void stopBroker() {
    administrator.close();
    broker.close();
  }

  @Test
  void theReadmesJourneyNeedsNoFurtherRightAndARightThatIsTakenAwayCostsOneLine() throws Exception {
    grantAll();
    List<DatelineProcess> running = new ArrayList<>();
    try {
      DatelineProcess consumer = start(ServiceRights.CONSUMER, running);
      DatelineProcess producer = start(ServiceRights.PRODUCER, running);
      DatelineProcess feedApi = start(ServiceRights.FEED_API, running);
      EditorApiClient editor = EditorApiClient.of(producer, feedApi);

      String epoch = editor.open("harbour").path("epoch").asString();
      editor.publish("harbour", "a", "Ferry afloat again");
      assertThat(editor.snapshot("harbour", "?min=" + epoch + "-2")).contains("Ferry afloat again");
      editor.retract("harbour", "a", "It was another ferry");
      assertThat(editor.snapshot("harbour", "?min=" + epoch + "-3"))
          .doesNotContain("Ferry afloat again");
      assertThat(running)
          .allSatisfy(each -> assertThat(each.lines()).noneMatch(line -> line.contains("lacks")));

      assertConsumerWaitsForItsRight(consumer, editor);
      assertProducerRefusesUntilItHasItsRight(producer, editor);
      assertFeedApiReadsAgainOnceItHasItsRight(feedApi, editor);
      assertFeedApiServesWithoutItsRightToWrite(feedApi, editor);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(running.stream().map(DatelineProcess::lines).toList() + "", e);
    } finally {
      running.forEach(DatelineProcess::close);
    }
    assertRebuilds();
  }

  @Test
  void aRebuildWithoutRightsNamesTheFirstThatItLacks() throws Exception {
    try (DatelineProcess rebuild = rebuild(STRANGER)) {
      assertThat(rebuild.exitCode()).isEqualTo(1);
      assertThat(rebuild.lines())
          .singleElement()
          .asString()
          .contains("User:stranger lacks Describe on Topic desk.");
    }
  }

  private static LostRight take(
      DatelineProcess process, ServiceRights service, AclOperation operation, Topic topic)
      throws Exception {
    AclBinding acl =
        service.required(NAMES, "User:" + service.service()).stream()
            .filter(each -> each.pattern().name().equals(NAMES.of(topic)))
            .filter(each -> each.entry().operation() == operation)
            .findAny()
            .orElseThrow();
    return LostRight.of(administrator, acl, process);
  }

  private static void assertConsumerWaitsForItsRight(
      DatelineProcess consumer, EditorApiClient editor) throws Exception {
    LostRight lost = take(consumer, ServiceRights.CONSUMER, AclOperation.WRITE, Topic.FEED_STATE);
    editor.post("harbour", "b", "Another ferry afloat");
    await().atMost(TIMEOUT).until(() -> !lost.lines().isEmpty());
    assertThat(consumer.health("readiness").statusCode()).isEqualTo(503);
    assertThat(consumer.health("liveness").statusCode()).isEqualTo(200);

    lost.isGivenBack();

    await()
        .atMost(TIMEOUT)
        .until(() -> editor.snapshot("harbour", "").contains("Another ferry afloat"));
    assertThat(lost.lines())
        .singleElement()
        .asString()
        .contains("User:consumer lacks Write on Topic desk.feed-state ");
  }

  private static void assertProducerRefusesUntilItHasItsRight(
      DatelineProcess producer, EditorApiClient editor) throws Exception {
    LostRight lost = take(producer, ServiceRights.PRODUCER, AclOperation.WRITE, Topic.NEWS_EVENTS);
    await().atMost(TIMEOUT).until(() -> publish(editor) == 503);
    assertThat(publish(editor)).isEqualTo(503);

    lost.isGivenBack();

    await().atMost(TIMEOUT).until(() -> publish(editor) == 201);
    assertThat(lost.lines())
        .singleElement()
        .asString()
        .contains("User:producer lacks Write on Topic desk.news-events ");
  }

  private static void assertFeedApiReadsAgainOnceItHasItsRight(
      DatelineProcess feedApi, EditorApiClient editor) throws Exception {
    LostRight lost = take(feedApi, ServiceRights.FEED_API, AclOperation.READ, Topic.FEED_STATE);
    await().atMost(TIMEOUT).until(() -> !lost.lines().isEmpty());
    editor.publish("harbour", "c", "A third ferry afloat");
    await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> lost.lines().size() == 1);

    lost.isGivenBack();

    await()
        .atMost(TIMEOUT)
        .until(() -> editor.snapshot("harbour", "").contains("A third ferry afloat"));
    assertThat(lost.lines())
        .singleElement()
        .asString()
        .contains("User:feed-api lacks Read on Topic desk.feed-state ");
  }

  private static void assertFeedApiServesWithoutItsRightToWrite(
      DatelineProcess feedApi, EditorApiClient editor) throws Exception {
    LostRight lost = take(feedApi, ServiceRights.FEED_API, AclOperation.WRITE, Topic.REACH);
    // each change is reported to the desk
    await().atMost(TIMEOUT).until(() -> publish(editor) == 201 && !lost.lines().isEmpty());
    await()
        .during(Duration.ofSeconds(3))
        .atMost(TIMEOUT)
        .until(() -> publish(editor) == 201 && lost.lines().size() == 1);
    assertThat(feedApi.health("readiness").statusCode()).isEqualTo(200);

    lost.isGivenBack();

    await().atMost(TIMEOUT).until(() -> publish(editor) == 201 && lost.lines().size() > 1);
    assertThat(lost.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("User:feed-api lacks Write on Topic desk.reach "),
            line -> assertThat(line).contains("is written again"));
  }

  /** Publishes an item, and returns the status of the answer. */
  private static int publish(EditorApiClient editor) throws Exception {
    return editor.attempt("POST", "/feeds/harbour/items", "{\"title\":\"Ferry\"}").statusCode();
  }

  private void assertRebuilds() throws Exception {
    long events =
        new TopicAdmin(administrator, NAMES)
            .ends(NAMES.of(Topic.NEWS_EVENTS)).values().stream().mapToLong(Long::longValue).sum();
    try (DatelineProcess rebuild = rebuild(ServiceRights.CONSUMER.service())) {
      assertThat(rebuild.exitCode()).as("%s", rebuild.lines()).isZero();
      assertThat(rebuild.lines()).last().asString().contains(events + " events decided anew");
    }
  }

  private static void grantAll() throws Exception {
    List<AclBinding> acls = new ArrayList<>();
    for (ServiceRights service : ServiceRights.values()) {
      String principal = "User:" + service.service();
      acls.addAll(service.required(NAMES, principal));
      acls.addAll(service.toCreateTopics(NAMES, principal));
      acls.addAll(service.optional(NAMES, principal));
    }
    administrator.createAcls(acls).all().get();
  }

  private DatelineProcess start(ServiceRights service, List<DatelineProcess> running) {
    DatelineProcess process =
        DatelineProcess.launch(
            flags(service.service()),
            data.resolve(service.service()),
            "--only",
            service.service(),
            "--kafka",
            broker.saslAddress());
    running.add(process);
    return process.awaitReady();
  }

  private DatelineProcess rebuild(String user) {
    return DatelineProcess.rebuild(
        flags(user), data.resolve("consumer"), "--kafka", broker.saslAddress());
  }

  private static List<String> flags(String user) {
    return List.of(
        DatelineProcess.ONE_COPY,
        "-Ddateline.topic-prefix=" + NAMES.prefix(),
        "-Dspring.kafka.security.protocol=SASL_SSL",
        "-Dspring.kafka.ssl.bundle=kafka",
        BUNDLE + "location=file:" + broker.store("trust"),
        BUNDLE + "password=" + SecureBroker.STORE_PASSWORD,
        PROPERTY + "mechanism=PLAIN",
        PROPERTY
            + "jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"%s\" password=\"%s\";".formatted(user, user));
  }
}
