package news.dateline.consumer;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A generation is one processing of the log from its first event. A rebuild starts the next one.
 * Its number is part of the application.id, so the states of two generations never mix.
 *
 * @param number counts from 1
 */
record StateGeneration(int number) {
  private static final String APPLICATION_ID = "dateline-consumer";
  private static final Pattern CHANGELOG =
      Pattern.compile(Pattern.quote(APPLICATION_ID) + "(?:-(\\d+))?-public-changelog");

  /** Returns the newest generation that has a changelog; the first if there is none. */
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

  /** {@code application.id}, the name of the group, and part of the changelogs' names. */
  String applicationId() {
    return number == 1 ? APPLICATION_ID : APPLICATION_ID + "-" + number;
  }

  /** Exists once this generation has processed an event. */
  String publicChangelog() {
    return applicationId() + "-public-changelog";
  }

  /** Returns the changelogs of this generation among the topics. */
  Set<String> changelogs(Set<String> topics) {
    Pattern own = Pattern.compile(Pattern.quote(applicationId()) + "-[a-z]+-changelog");
    return topics.stream()
        .filter(topic -> own.matcher(topic).matches())
        .collect(Collectors.toSet());
  }

  /** Returns true if the consumer group of this generation has a member. */
  boolean isRunning(Admin admin) throws TopicsUnavailableException {
    return TopicAdmin.await(admin.describeConsumerGroups(Set.of(applicationId())).all())
        .values()
        .stream()
        .anyMatch(group -> !group.members().isEmpty());
  }

  /** Deletes the changelogs of older generations. */
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
