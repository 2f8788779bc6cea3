package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Consumers with a principal of their own, on topics that exist, on the broker that allows nothing
 * without an ACL; and an administrator, who may do everything.
 */
final class RightsFixture implements KafkaStreamsLifecycle.StreamsListener, AutoCloseable {
  static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String PRINCIPAL = "User:consumer";

  final KafkaNames names;
  final Admin admin = SecureBroker.shared().admin();

  /** The reasons for which the consumers have stopped. */
  final List<String> reasons = new CopyOnWriteArrayList<>();

  private final KafkaProducer<byte[], byte[]> events;
  private final KafkaConsumer<byte[], byte[]> changes;

  RightsFixture(String prefix) throws Exception {
    names = new KafkaNames(prefix);
    admin.createAcls(required()).all().get();
    new TopicAdmin(admin, names).create(1, Replication.SINGLE, false);
    KafkaSettings settings = settings(SecureBroker.shared().administrator());
    events = new KafkaProducer<>(settings.producer());
    changes = new KafkaConsumer<>(settings.consumer());
    changes.assign(List.of(new TopicPartition(names.of(Topic.FEED_STATE), 0)));
  }

  List<AclBinding> required() {
    return ServiceRights.CONSUMER.required(names, PRINCIPAL);
  }

  List<AclBinding> optional() {
    return ServiceRights.CONSUMER.optional(names, PRINCIPAL);
  }

  void revokeOptional() throws Exception {
    admin.deleteAcls(optional().stream().map(AclBinding::toFilter).toList()).all().get();
    for (AclBinding acl : optional()) {
      awaitRevoked(acl);
    }
  }

  /**
   * Replaces the right by the right to describe the resource, and returns when the broker applies
   * the change.
   */
  void revoke(AclBinding acl) throws Exception {
    admin.createAcls(List.of(toDescribe(acl))).all().get();
    admin.deleteAcls(List.of(acl.toFilter())).all().get();
    awaitRevoked(acl);
  }

  /** Returns when the broker applies that the right is gone. */
  private void awaitRevoked(AclBinding acl) {
    await()
        .atMost(TIMEOUT)
        .until(() -> admin.describeAcls(acl.toFilter()).values().get().isEmpty());
  }

  void restore(AclBinding acl) throws Exception {
    admin.createAcls(List.of(acl)).all().get();
    admin.deleteAcls(List.of(toDescribe(acl).toFilter())).all().get();
  }

  private static AclBinding toDescribe(AclBinding acl) {
    return new AclBinding(
        acl.pattern(),
        new AccessControlEntry(PRINCIPAL, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  /** Returns the part of the line that names the right. */
  static String line(AclBinding acl) {
    return PRINCIPAL
        + " lacks "
        + MissingRight.spelled(acl.entry().operation())
        + " on "
        + MissingRight.spelled(acl.pattern().resourceType())
        + " "
        + acl.pattern().name();
  }

  KafkaStreamsLifecycle lifecycle(Path state, Clock clock) {
    return lifecycle(TestProperties.ofOnlyInstance(state), clock);
  }

  KafkaStreamsLifecycle lifecycle(ConsumerProperties properties, Clock clock) {
    KafkaSettings kafka = settings(SecureBroker.shared().plain("consumer"));
    Topology topology =
        FeedTopology.build(
            names,
            new EpochGenerator(),
            FeedTopology.Timing.of(Duration.ofMillis(25)),
            outcome -> {});
    return new KafkaStreamsLifecycle(
        new KafkaStreamsLifecycle.Application(kafka, properties, topology), this, clock);
  }

  private KafkaSettings settings(Map<String, Object> all) {
    return new KafkaSettings(all, all, all, all, names);
  }

  /**
   * Has the consumer hold an item for half a second, which takes a timer on {@code news-events}.
   */
  void hold(String title) throws Exception {
    FeedId feed = new FeedId("feed-" + UUID.randomUUID());
    send(feed, new NewsEvent.FeedDefined(feedSettings()));
    Instant embargo = Instant.now().plusMillis(500);
    send(
        feed, new NewsEvent.ItemPublished(new ItemId("a"), titled(title).withTimes(null, embargo)));
  }

  private void send(FeedId feed, NewsEvent data) throws Exception {
    EventId id = new EventId(UUID.randomUUID().toString());
    EventEnvelope event =
        EventEnvelope.withoutActor(id, feed, "/desk/test", Instant.now(), id.value(), data);
    events
        .send(
            new ProducerRecord<>(
                names.of(Topic.NEWS_EVENTS), 0, event.key(), event.value(), event.headers()))
        .get();
  }

  /** Returns when the item has been released. */
  void awaitPublic(String title) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(TIMEOUT)
        .until(
            () ->
                StreamSupport.stream(changes.poll(Duration.ofMillis(100)).spliterator(), false)
                    .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
                    .anyMatch(change -> change.contains(title)));
  }

  private static FeedSettings feedSettings() {
    return new FeedSettings(
        "News", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of(), null, null);
  }

  @Override
  public void started(KafkaStreams streams) {}

  @Override
  public void stop(String reason) {
    reasons.add(reason);
  }

  @Override
  public void close() {
    events.close();
    changes.close();
    admin.close();
  }
}
