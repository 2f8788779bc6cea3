package news.dateline.support.kafka;

import static news.dateline.events.Topic.DESK_STATE;
import static news.dateline.events.Topic.FEED_STATE;
import static news.dateline.events.Topic.IDENTITIES;
import static news.dateline.events.Topic.IMPORT_SOURCES;
import static news.dateline.events.Topic.NEWS_EVENTS;
import static news.dateline.events.Topic.NEWS_OUTCOMES;
import static news.dateline.events.Topic.PARTNERS;
import static news.dateline.events.Topic.PRESENCE;
import static news.dateline.events.Topic.REACH;
import static news.dateline.events.Topic.SESSIONS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that each service needs on a Kafka with access control, and no other. Kafka grants
 * {@code Describe} with {@code Read}, {@code Write} and {@code Delete}.
 */
public enum ServiceRights {
  /** The consumer, and a rebuild, which has its settings. */
  CONSUMER(
      "consumer",
      EnumSet.of(NEWS_EVENTS),
      EnumSet.of(NEWS_EVENTS, FEED_STATE, DESK_STATE, NEWS_OUTCOMES)),
  PRODUCER(
      "producer",
      EnumSet.complementOf(EnumSet.of(NEWS_EVENTS)),
      EnumSet.of(NEWS_EVENTS, PARTNERS, IDENTITIES, SESSIONS, PRESENCE, IMPORT_SOURCES)),
  FEED_API("feed-api", EnumSet.of(FEED_STATE, PARTNERS), EnumSet.of(REACH));

  /** The prefix of the consumer's groups, changelogs and transactions. */
  public static final String STREAMS = "dateline-consumer";

  /** The group of the producers that poll sources. */
  public static final String IMPORT_GROUP = "dateline-import";

  /** The only resource of the type {@code Cluster}, as Kafka calls it. */
  public static final String CLUSTER = "kafka-cluster";

  private final String service;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<Topic> read;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<Topic> written;

  ServiceRights(String service, Set<Topic> read, Set<Topic> written) {
    this.service = service;
    this.read = read;
    this.written = written;
  }

  public String service() {
    return service;
  }

  /** Returns the ACLs without which the service cannot do all its work. */
  public List<AclBinding> required(KafkaNames names, String principal) {
    Grants grants = new Grants(names, principal);
    read.forEach(topic -> grants.add(topic, READ));
    written.forEach(topic -> grants.add(topic, WRITE));
    for (Topic topic : Topic.values()) {
      if (!read.contains(topic) && !written.contains(topic)) {
        grants.add(topic, DESCRIBE);
      }
      grants.add(topic, DESCRIBE_CONFIGS);
    }
    if (this == CONSUMER) {
      Stream.of(CREATE, READ, WRITE, DELETE, DESCRIBE_CONFIGS)
          .forEach(operation -> grants.addStreams(ResourceType.TOPIC, operation));
      grants.addStreams(ResourceType.GROUP, READ);
      grants.addStreams(ResourceType.GROUP, DELETE);
      grants.addStreams(ResourceType.TRANSACTIONAL_ID, WRITE);
    }
    if (this != CONSUMER) {
      // the state must have as many partitions as the topics
      grants.addStreams(ResourceType.TOPIC, DESCRIBE);
    }
    if (this == PRODUCER) {
      grants.add(ResourceType.GROUP, names.of(IMPORT_GROUP), PatternType.LITERAL, READ);
    }
    return grants.all();
  }

  /** Returns the ACLs to create the topics, which an administrator can do instead. */
  public List<AclBinding> toCreateTopics(KafkaNames names, String principal) {
    Grants grants = new Grants(names, principal);
    if (this == CONSUMER) {
      Arrays.stream(Topic.values()).forEach(topic -> grants.add(topic, CREATE));
    }
    return grants.all();
  }

  /** Returns the ACLs of checks that the service leaves out, with a line in its log. */
  public List<AclBinding> optional(KafkaNames names, String principal) {
    Grants grants = new Grants(names, principal);
    if (this == CONSUMER) {
      grants.add(ResourceType.CLUSTER, CLUSTER, PatternType.LITERAL, DESCRIBE_CONFIGS);
      for (String topic : InternalTopics.NAMES) {
        grants.add(ResourceType.TOPIC, topic, PatternType.LITERAL, DESCRIBE);
        grants.add(ResourceType.TOPIC, topic, PatternType.LITERAL, DESCRIBE_CONFIGS);
      }
    }
    if (this == PRODUCER) {
      grants.add(ResourceType.CLUSTER, CLUSTER, PatternType.LITERAL, DESCRIBE);
    }
    return grants.all();
  }

  private record Grants(KafkaNames names, String principal, List<AclBinding> all) {
    Grants(KafkaNames names, String principal) {
      this(names, principal, new ArrayList<>());
    }

    void add(Topic topic, AclOperation operation) {
      add(ResourceType.TOPIC, names.of(topic), PatternType.LITERAL, operation);
    }

    void addStreams(ResourceType type, AclOperation operation) {
      add(type, names.of(STREAMS), PatternType.PREFIXED, operation);
    }

    void add(ResourceType type, String name, PatternType pattern, AclOperation operation) {
      all.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
  }
}
