package news.dateline.consumer;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;

/**
 * One run of all decisions from the first event on. A rebuild begins the next one, under names of
 * its own: whatever crashes, and wherever an older state lies about, no two are ever mixed.
 *
 * @param number from 1
 */
record StateGeneration(int number) {
  private static final String NAME = "dateline-consumer";
  private static final Pattern CHANGELOG =
      Pattern.compile(Pattern.quote(NAME) + "(?:-(\\d+))?-public-changelog");

  /** The newest there is in Kafka; the first where there is none. */
  static StateGeneration newest(Admin admin) throws TopicsUnavailableException {
    int newest =
        TopicAdmin.await(admin.listTopics().names()).stream()
            .map(CHANGELOG::matcher)
            .filter(Matcher::matches)
            .mapToInt(name -> name.group(1) == null ? 1 : Integer.parseInt(name.group(1)))
            .max()
            .orElse(1);
    return new StateGeneration(newest);
  }

  StateGeneration next() {
    return new StateGeneration(number + 1);
  }

  /** Kafka Streams' {@code application.id}: group, transactions, changelogs, state directory. */
  String applicationId() {
    return number == 1 ? NAME : NAME + "-" + number;
  }

  /** The changelog that tells whether this generation has decided anything. */
  String publicChangelog() {
    return applicationId() + "-public-changelog";
  }

  /** The changelogs of this generation among the given topics. */
  Set<String> changelogs(Set<String> topics) {
    Pattern own = Pattern.compile(Pattern.quote(applicationId()) + "-[a-z]+-changelog");
    return topics.stream()
        .filter(topic -> own.matcher(topic).matches())
        .collect(Collectors.toSet());
  }

  /** Whether a consumer of this generation runs anywhere. */
  boolean isRunning(Admin admin) throws TopicsUnavailableException {
    return TopicAdmin.await(admin.describeConsumerGroups(Set.of(applicationId())).all())
        .values()
        .stream()
        .anyMatch(group -> !group.members().isEmpty());
  }

  /** Removes what the generations before this one have left in Kafka. */
  void deleteOlder(Admin admin) throws TopicsUnavailableException {
    Set<String> topics = TopicAdmin.await(admin.listTopics().names());
    for (int older = 1; older < number; older++) {
      Set<String> changelogs = new StateGeneration(older).changelogs(topics);
      if (!changelogs.isEmpty()) {
        TopicAdmin.await(admin.deleteTopics(changelogs).all());
      }
    }
  }
}
