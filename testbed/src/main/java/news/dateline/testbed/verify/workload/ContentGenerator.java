package news.dateline.testbed.verify.workload;

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
public final class ContentGenerator {
  public static final List<String> LABELS = List.of("exclusive", "opinion", "review", "analysis");
  public static final List<String> TAGS = List.of("energy", "harbour", "courts", "weather");
  public static final List<String> SECTIONS = List.of("politics", "sport", "culture");

  /** Shown by every filter that {@link Filter#draw} makes, once it is breaking. */
  public static final Map<String, Object> FINAL_CONTENT =
      Map.of("label", "live", "tags", List.of("last-word"), "section", "closing");

  private static final String LEAD =
      "Numbered by the verifier, to be followed from the desk to every reader. ";

  private final SplittableRandom random;

  public ContentGenerator(SplittableRandom random) {
    this.random = random;
  }

  /** A word that only this act's title has. */
  public static String token(String item, int operation) {
    return item + "x" + operation + "x";
  }

  public Map<String, Object> content(String item, int operation) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("title", "Report " + token(item, operation));
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
  public Map<String, Object> moved(Map<String, Object> content, Instant now) {
    Map<String, Object> moved = new LinkedHashMap<>(content);
    moved.put("publishedAt", now.minusSeconds(86_400L * (1 + random.nextInt(3))).toString());
    return moved;
  }
}
