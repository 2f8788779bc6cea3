package news.dateline.testbed.verify.subscriber;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import news.dateline.testbed.verify.feed.ItemState;
import news.dateline.testbed.verify.workload.ContentGenerator;

/**
 * The filter of a stream: an item matches if it has one of the values of each list that is not
 * empty, and is breaking news if that is asked for.
 */
public record StreamFilter(
    List<String> labels, List<String> tags, List<String> sections, boolean breaking) {
  public static final StreamFilter NONE = new StreamFilter(List.of(), List.of(), List.of(), false);

  /**
   * Draws a filter; half of them are empty. All let {@link ContentGenerator#FINAL_CONTENT} pass.
   */
  public static StreamFilter draw(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 ->
          new StreamFilter(
              two(random, ContentGenerator.LABELS, "live"), List.of(), List.of(), false);
      case 1 ->
          new StreamFilter(
              List.of(), two(random, ContentGenerator.TAGS, "last-word"), List.of(), false);
      case 2 ->
          new StreamFilter(
              List.of(), List.of(), two(random, ContentGenerator.SECTIONS, "closing"), false);
      case 3 -> new StreamFilter(List.of(), List.of(), List.of(), true);
      case 4 ->
          new StreamFilter(
              two(random, ContentGenerator.LABELS, "live"),
              List.of(),
              two(random, ContentGenerator.SECTIONS, "closing"),
              false);
      default -> NONE;
    };
  }

  private static List<String> two(SplittableRandom random, List<String> words, String last) {
    return List.of(words.get(random.nextInt(words.size())), last);
  }

  public boolean matches(ItemState item) {
    return !item.retracted()
        && allows(labels, List.of(item.label()))
        && allows(tags, item.tags())
        && allows(sections, List.of(item.section()))
        && (!breaking || item.breaking());
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** The query parameters; their values need no escaping. */
  public Stream<String> query() {
    return Stream.of(
            labels.stream().map(label -> "label=" + label),
            tags.stream().map(tag -> "tag=" + tag),
            sections.stream().map(section -> "section=" + section),
            breaking ? Stream.of("breaking=true") : Stream.<String>empty())
        .flatMap(parameters -> parameters);
  }

  private static boolean allows(List<String> wanted, Collection<String> present) {
    return wanted.isEmpty() || present.stream().anyMatch(wanted::contains);
  }
}
