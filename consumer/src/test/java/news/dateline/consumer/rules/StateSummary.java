package news.dateline.consumer.rules;

import java.util.Map;
import java.util.TreeMap;
import news.dateline.events.DeskState;
import news.dateline.events.Item;

/** Every item in words, alike for the rules and for the {@link ReferenceModel}. */
final class StateSummary {
  private StateSummary() {}

  static Map<String, String> of(ReferenceModel model) {
    Map<String, String> told = new TreeMap<>();
    model.items.forEach(
        (id, item) -> {
          if (!item.is("none")) {
            told.put(id, told(item));
          }
        });
    return told;
  }

  private static String told(ModelItem item) {
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
    Map<String, String> told = new TreeMap<>();
    for (DeskState desk : harness.desks()) {
      told.put(
          desk.id().value(),
          harness
              .state()
              .item(RulesHarness.WORLD, desk.id())
              .map(state -> told(state.item()))
              .orElseGet(() -> told(desk)));
    }
    return told;
  }

  private static String told(Item item) {
    return String.join(
        " ",
        item.retracted() ? "retracted" : "public",
        "v" + item.version(),
        item.seq() + "/" + item.firstSeq() + " " + item.publishedAt(),
        item.content() == null ? "" : item.content().title(),
        String.valueOf(item.updatedAt()),
        String.valueOf(item.breaking()),
        String.valueOf(item.onTop()),
        String.valueOf(item.corrections().stream().map(Item.Correction::note).toList()),
        String.valueOf(item.reason()));
  }

  private static String told(DeskState desk) {
    String title = desk.held() == null ? "" : desk.held().title();
    return (desk.onHold() ? "held" : "withdrawn")
        + " v"
        + desk.version()
        + "  "
        + title
        + " null null false [] null";
  }
}
