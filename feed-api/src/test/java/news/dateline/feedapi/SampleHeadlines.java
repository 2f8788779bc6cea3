package news.dateline.feedapi;

import java.util.List;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;

/** Headlines of the length and variety of a news site's column. */
final class SampleHeadlines {
  private static final List<String> SUBJECTS =
      List.of(
          "Harbour authority",
          "City council",
          "Ferry operator",
          "Weather service",
          "Regional court",
          "Fishing fleet",
          "Rail company",
          "Health ministry");

  private static final List<String> PREDICATES =
      List.of(
          "postpones the opening of the northern pier after an inspection",
          "publishes its figures for the second half of the year",
          "asks residents to leave the lower town before nightfall",
          "rejects an appeal against the extension of the container port",
          "and unions agree on a pay rise from the first of March");

  private SampleHeadlines() {}

  /** Returns the headline of a number from 0 to 39. */
  static PublicItem item(FeedStateSamples feed, int number) {
    String title =
        SUBJECTS.get(number % SUBJECTS.size())
            + " "
            + PREDICATES.get(number % PREDICATES.size())
            + ", report "
            + Integer.toString(number * 7919, 36);
    ItemContent content = ItemContent.titled(title).withLabel(number % 5 == 0 ? "exclusive" : null);
    String id = Integer.toString(number * 104_729 + 1_000_003, 36);
    return FeedStateSamples.withContent(feed.published(id, number + 2L, -17 * number), content);
  }
}
