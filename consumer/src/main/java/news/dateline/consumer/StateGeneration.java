package news.dateline.consumer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A generation is one processing of the log from its first event. A rebuild makes the next one. Its
 * number is part of the application.id, so the states of two generations never mix.
 *
 * @param number counts from 1
 */
record StateGeneration(int number) implements Comparable<StateGeneration> {
  static final StateGeneration FIRST = new StateGeneration(1);

  private static final String APPLICATION_ID = "dateline-consumer";
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(APPLICATION_ID) + "(?:-(\\d+))?(-[a-z]+-changelog)?");

  /** Returns the generation that a changelog, a consumer group or a state directory belongs to. */
  static Optional<StateGeneration> ownerOf(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            matcher.group(1) == null
                ? FIRST
                : new StateGeneration(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  StateGeneration next() {
    return new StateGeneration(number + 1);
  }

  /**
   * Returns the {@code application.id}: the name of the consumer group and of the state directory,
   * and the first part of the changelogs' names.
   */
  String applicationId() {
    return number == 1 ? APPLICATION_ID : APPLICATION_ID + "-" + number;
  }

  /** Exists once this generation has started to process events. */
  String publicChangelog() {
    return applicationId() + "-public-changelog";
  }

  /** Returns the changelogs of this generation among the topics. */
  Set<String> changelogs(Set<String> topics) {
    return topics.stream()
        .filter(topic -> topic.endsWith("-changelog") && ownerOf(topic).equals(Optional.of(this)))
        .collect(Collectors.toSet());
  }

  @Override
  public int compareTo(StateGeneration other) {
    return Integer.compare(number, other.number);
  }
}
