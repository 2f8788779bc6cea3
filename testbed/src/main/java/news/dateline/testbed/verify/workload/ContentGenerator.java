package news.dateline.testbed.verify.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generates the content of items. Every title holds a token that no other title has: by it shown
 * content is traced to the operation that wrote it, and removed content is searched for.
 */
public final class ContentGenerator {
  public static final List<String> LABELS = List.of("exclusive", "opinion", "review", "analysis");
  public static final List<String> TAGS = List.of("energy", "harbour", "courts", "weather");
  public static final List<String> SECTIONS = List.of("politics", "sport", "culture");

  /** Content that every filter of the subscribers lets through once the item is breaking. */
  public static final Map<String, Object> FINAL_CONTENT =
      Map.of("label", "live", "tags", List.of("last-word"), "section", "closing");

  private static final String LEAD =
      "Numbered by the verifier, to be followed from the editor to every subscriber. ";

  private final SplittableRandom random;

  public ContentGenerator(SplittableRandom random) {
    this.random = random;
  }

  /** The token of the title that an operation writes. */
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

  /** Returns the content with a publication time one to three days earlier. */
  public Map<String, Object> moved(Map<String, Object> content, Instant now) {
    Map<String, Object> moved = new LinkedHashMap<>(content);
    moved.put("publishedAt", now.minusSeconds(86_400L * (1 + random.nextInt(3))).toString());
    return moved;
  }
}
