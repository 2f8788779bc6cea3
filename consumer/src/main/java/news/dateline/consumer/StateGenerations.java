package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The generations in Kafka and in the state directory: docs/architecture.md, "Generations". Asks
 * Kafka on the calling thread.
 */
final class StateGenerations {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final int MAX_POLLS = 50;
  private static final Set<GroupState> WITHOUT_MEMBERS = Set.of(GroupState.EMPTY, GroupState.DEAD);

  private final KafkaSettings kafka;
  private final KafkaNames names;
  private final Admin admin;
  private final Path stateDir;

  StateGenerations(KafkaSettings kafka, Admin admin, Path stateDir) {
    this.kafka = kafka;
    this.names = kafka.names();
    this.admin = admin;
    this.stateDir = stateDir;
  }

  /**
   * Deletes all generations except the one that decides events, and returns that one. A newer
   * generation replaces the older one once it has decided as many events; before that it is the
   * remains of a failed rebuild. While a rebuild or a consumer of another generation is running,
   * deletes nothing and returns empty.
   *
   * @throws UncheckedIOException if the state directory of another generation cannot be deleted
   */
  Optional<StateGeneration> adoptComplete() throws TopicsUnavailableException {
    NavigableSet<StateGeneration> others = existing();
    StateGeneration present = others.isEmpty() ? StateGeneration.first(names) : others.first();
    for (StateGeneration newer : others.tailSet(present.next(), true)) {
      present = hasReached(newer, position(present)) ? newer : present;
    }
    if (isRebuilding(present)) {
      return Optional.empty();
    }
    others.remove(present);
    for (StateGeneration other : others) {
      if (isRunning(other)) {
        return Optional.empty();
      }
    }
    for (StateGeneration other : others) {
      delete(other);
    }
    new StateDirectories(names, stateDir).deleteAllBut(present);
    return Optional.of(present);
  }

  /** Returns the generations that have a consumer group or a changelog, in ascending order. */
  NavigableSet<StateGeneration> existing() throws TopicsUnavailableException {
    Stream<String> groupIds = groups().stream().map(GroupListing::groupId);
    NavigableSet<StateGeneration> existing = new TreeSet<>();
    Stream.concat(groupIds, topics().stream())
        .forEach(name -> StateGeneration.ownerOf(names, name).ifPresent(existing::add));
    return existing;
  }

  /** Returns true if the consumer group of the generation has a member. */
  boolean isRunning(StateGeneration generation) throws TopicsUnavailableException {
    return groups().stream()
        .filter(group -> group.groupId().equals(generation.applicationId()))
        .flatMap(group -> group.groupState().stream())
        .anyMatch(state -> !WITHOUT_MEMBERS.contains(state));
  }

  /**
   * Returns true if a rebuild is a member of the group. A killed rebuild stays a member until its
   * session times out, and owns partitions meanwhile that are not published.
   */
  private boolean isRebuilding(StateGeneration generation) throws TopicsUnavailableException {
    String group = generation.applicationId();
    return isRunning(generation)
        && TopicAdmin.await(admin.describeConsumerGroups(Set.of(group)).all()).values().stream()
            .flatMap(description -> description.members().stream())
            .anyMatch(member -> member.clientId().startsWith(Rebuild.CLIENT_ID));
  }

  /**
   * Returns the offset up to which the generation has decided each partition. Where Kafka has
   * dropped this offset although feeds exist, it is the end of the log.
   */
  Map<TopicPartition, Long> position(StateGeneration generation) throws TopicsUnavailableException {
    TopicAdmin topicAdmin = new TopicAdmin(admin, names);
    Map<TopicPartition, Long> committed = committed(generation);
    Map<TopicPartition, Long> feeds = topicAdmin.ends(names.of(Topic.FEED_STATE));
    return topicAdmin.ends(names.of(Topic.NEWS_EVENTS)).entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                end -> {
                  int partition = end.getKey().partition();
                  long feedsEnd =
                      feeds.getOrDefault(
                          new TopicPartition(names.of(Topic.FEED_STATE), partition), 0L);
                  long unknown = feedsEnd > 0 ? end.getValue() : 0;
                  return Math.min(end.getValue(), committed.getOrDefault(end.getKey(), unknown));
                }));
  }

  /** Returns true if the generation has no event before this position left to decide. */
  boolean hasReached(StateGeneration generation, Map<TopicPartition, Long> position)
      throws TopicsUnavailableException {
    Map<TopicPartition, Long> committed = committed(generation);
    for (Map.Entry<TopicPartition, Long> target : position.entrySet()) {
      long reached = committed.getOrDefault(target.getKey(), 0L);
      if (hasRecord(target.getKey(), reached, target.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the committed offset of each partition that has one. */
  Map<TopicPartition, Long> committed(StateGeneration generation)
      throws TopicsUnavailableException {
    return TopicAdmin.await(
            admin
                .listConsumerGroupOffsets(generation.applicationId())
                .partitionsToOffsetAndMetadata(),
            AclOperation.DESCRIBE,
            ResourceType.GROUP,
            generation.applicationId())
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() != null)
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** Commits the offsets for the group of the generation. Fails if the group has a member. */
  void commit(StateGeneration generation, Map<TopicPartition, Long> offsets)
      throws TopicsUnavailableException {
    Map<TopicPartition, OffsetAndMetadata> commit =
        offsets.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
    String group = generation.applicationId();
    TopicAdmin.await(
        admin.alterConsumerGroupOffsets(group, commit).all(),
        AclOperation.READ,
        ResourceType.GROUP,
        group);
  }

  /** Returns true if the partition has a committed record from one offset to before the other. */
  boolean hasRecord(TopicPartition partition, long from, long to)
      throws TopicsUnavailableException {
    if (from >= to) {
      return false;
    }
    Set<TopicPartition> assigned = Set.of(partition);
    try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer())) {
      consumer.assign(assigned);
      consumer.seek(
          partition,
          Math.max(
              from, Map.copyOf(consumer.beginningOffsets(assigned)).getOrDefault(partition, 0L)));
      // Markers of transactions and records of aborted ones take offsets, but cannot be read.
      long end =
          Math.min(to, Map.copyOf(consumer.endOffsets(assigned)).getOrDefault(partition, 0L));
      for (int polls = 0; consumer.position(partition) < end; polls++) {
        if (polls == MAX_POLLS) {
          throw new TimeoutException("no answer from the leader of " + partition);
        }
        List<ConsumerRecord<byte[], byte[]>> records =
            consumer.poll(POLL_TIMEOUT).records(partition);
        if (!records.isEmpty()) {
          return records.get(0).offset() < to;
        }
      }
      return false;
    } catch (KafkaException e) {
      throw new TopicsUnavailableException(e);
    }
  }

  /**
   * Deletes the group before the changelogs. Kafka refuses if a consumer has joined meanwhile, and
   * a generation without committed offsets cannot run.
   */
  private void delete(StateGeneration generation) throws TopicsUnavailableException {
    String group = generation.applicationId();
    awaitDeletion(admin.deleteConsumerGroups(Set.of(group)).all(), ResourceType.GROUP, group);
    Set<String> changelogs = generation.changelogs(topics());
    awaitDeletion(
        admin.deleteTopics(changelogs).all(), ResourceType.TOPIC, String.join(", ", changelogs));
  }

  private static void awaitDeletion(KafkaFuture<Void> deletion, ResourceType type, String name)
      throws TopicsUnavailableException {
    try {
      TopicAdmin.await(deletion, AclOperation.DELETE, type, name);
    } catch (TopicsUnavailableException e) {
      boolean deletedBefore =
          e.getCause() instanceof GroupIdNotFoundException
              || e.getCause() instanceof UnknownTopicOrPartitionException;
      if (!deletedBefore) {
        throw e;
      }
    }
  }

  private Collection<GroupListing> groups() throws TopicsUnavailableException {
    return TopicAdmin.await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all());
  }

  private Set<String> topics() throws TopicsUnavailableException {
    return TopicAdmin.await(admin.listTopics().names());
  }
}
