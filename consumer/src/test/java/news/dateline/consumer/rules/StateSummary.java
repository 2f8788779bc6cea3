package news.dateline.consumer.rules;

import java.util.Map;
import java.util.TreeMap;
import news.dateline.events.DeskState;
import news.dateline.events.Item;

/** Describes each item as text, to compare the rules with the {@link ReferenceModel}. */
final class StateSummary {
  private StateSummary() {}

  static Map<String, String> of(ReferenceModel model) {
    Map<String, String> summary = new TreeMap<>();
    model.items.forEach(
        (id, item) -> {
          if (!item.is("none")) {
            summary.put(id, summary(item));
          }
        });
    return summary;
  }

  private static String summary(ModelItem item) {
    boolean seen = item.seq > 0;
    return String.join(
        " ",
        item.state,
        "v" + item.version,
        seen ? item.seq + "/" + item.firstSeq + " " + item.publishedAt : "",
        item.content == null ? "" : item.content.title(),
        String.valueOf(item.updatedAt),
        String.valueOf(item.breaking),
        String.valueOf(item.pinned),
        String.valueOf(item.notes),
        String.valueOf(item.reason));
  }

  static Map<String, String> of(RulesHarness harness) {
    Map<String, String> summary = new TreeMap<>();
    for (DeskState desk : harness.desks()) {
      summary.put(
          desk.id().value(),
          harness
              .state()
              .item(RulesHarness.WORLD, desk.id())
              .map(state -> summary(state.item()))
              .orElseGet(() -> summary(desk)));
    }
    return summary;
  }

  private static String summary(Item item) {
    return String.join(
        " ",
        item.retracted() ? "retracted" : "public",
        "v" + item.version(),
        item.seq() + "/" + item.firstSeq() + " " + item.publishedAt(),
        item.content() == null ? "" : item.content().title(),
        String.valueOf(item.updatedAt()),
        String.valueOf(item.breaking()),
        String.valueOf(item.hasPin()),
        String.valueOf(item.corrections().stream().map(Item.Correction::note).toList()),
        String.valueOf(item.reason()));
  }

  private static String summary(DeskState desk) {
    String title = desk.held() == null ? "" : desk.held().title();
    return (desk.awaitsRelease() ? "held" : "withdrawn")
        + " v"
        + desk.version()
        + "  "
        + title
        + " null null false [] null";
  }
}
