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
    model.stories.forEach(
        (id, story) -> {
          if (!story.is("none")) {
            told.put(id, told(story));
          }
        });
    return told;
  }

  private static String told(ModelItem story) {
    boolean seen = story.seq > 0;
    return String.join(
        " ",
        story.state,
        "v" + story.version,
        seen ? story.seq + "/" + story.firstSeq + " " + story.publishedAt : "",
        story.content == null ? "" : story.content.title(),
        String.valueOf(story.updatedAt),
        String.valueOf(story.breaking),
        String.valueOf(story.pinned),
        String.valueOf(story.notes),
        String.valueOf(story.reason));
  }

  static Map<String, String> of(RulesHarness newsroom) {
    Map<String, String> told = new TreeMap<>();
    for (DeskState desk : newsroom.desks()) {
      told.put(
          desk.id().value(),
          newsroom
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
