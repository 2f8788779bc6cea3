package news.dateline.testbed.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes items' content. Every title holds a word that no other has, so that what is shown can be
 * traced to the act that wrote it, and what is gone can be searched for.
 */
final class ContentGenerator {
  static final List<String> LABELS = List.of("exclusive", "opinion", "review", "analysis");
  static final List<String> TAGS = List.of("energy", "harbour", "courts", "weather");
  static final List<String> SECTIONS = List.of("politics", "sport", "culture");

  /** Shown by every filter that {@link Filter#draw} makes, once it is breaking. */
  static final Map<String, Object> LAST_WORD =
      Map.of("label", "live", "tags", List.of("last-word"), "section", "closing");

  private static final String LEAD =
      "Numbered by the verifier, to be followed from the desk to every reader. ";

  private final SplittableRandom random;

  ContentGenerator(SplittableRandom random) {
    this.random = random;
  }

  /** A word that only this act's title has. */
  static String token(String story, int act) {
    return story + "x" + act + "x";
  }

  Map<String, Object> content(String story, int act) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("title", "Report " + token(story, act));
    content.put("lead", LEAD.repeat(1 + random.nextInt(3)));
    if (random.nextInt(10) < 7) {
      content.put("label", LABELS.get(random.nextInt(LABELS.size())));
    }
    if (random.nextInt(10) < 8) {
      content.put("section", SECTIONS.get(random.nextInt(SECTIONS.size())));
    }
    List<String> tags = new ArrayList<>(TAGS);
    tags.removeIf(tag -> random.nextInt(10) < 7);
    if (!tags.isEmpty()) {
      content.put("tags", tags);
    }
    return content;
  }

  /** The same item under another day, some days back. */
  Map<String, Object> moved(Map<String, Object> content, Instant now) {
    Map<String, Object> moved = new LinkedHashMap<>(content);
    moved.put("publishedAt", now.minusSeconds(86_400L * (1 + random.nextInt(3))).toString());
    return moved;
  }
}
