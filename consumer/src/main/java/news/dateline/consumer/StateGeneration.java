package news.dateline.consumer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.ServiceRights;

/**
 * A generation is one processing of the log from its first event. A rebuild makes the next one. Its
 * number is part of the application.id, so the states of two generations never mix.
 *
 * @param names the names of the Dateline that the generation belongs to
 * @param number counts from 1
 */
record StateGeneration(KafkaNames names, int number) implements Comparable<StateGeneration> {
  private static final String APPLICATION_ID = ServiceRights.STREAMS;
  private static final String GENERATION_AND_CHANGELOG = "(?:-(\\d+))?(-[a-z]+-changelog)?";

  static StateGeneration first(KafkaNames names) {
    return new StateGeneration(names, 1);
  }

  /** Returns the generation that a changelog, a consumer group or a state directory belongs to. */
  static Optional<StateGeneration> ownerOf(KafkaNames names, String name) {
    Matcher matcher =
        Pattern.compile(Pattern.quote(names.of(APPLICATION_ID)) + GENERATION_AND_CHANGELOG)
            .matcher(name);
    return matcher.matches()
        ? Optional.of(
            matcher.group(1) == null
                ? first(names)
                : new StateGeneration(names, Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  StateGeneration next() {
    return new StateGeneration(names, number + 1);
  }

  /**
   * Returns the {@code application.id}: the name of the consumer group and of the state directory,
   * and the first part of the changelogs' names.
   */
  String applicationId() {
    return names.of(number == 1 ? APPLICATION_ID : APPLICATION_ID + "-" + number);
  }

  /** Exists once this generation has started to process events. */
  String publicChangelog() {
    return applicationId() + "-public-changelog";
  }

  /** Returns the changelogs of this generation among the topics. */
  Set<String> changelogs(Set<String> topics) {
    return topics.stream()
        .filter(
            topic ->
                topic.endsWith("-changelog") && ownerOf(names, topic).equals(Optional.of(this)))
        .collect(Collectors.toSet());
  }

  @Override
  public int compareTo(StateGeneration other) {
    return Integer.compare(number, other.number);
  }
}
