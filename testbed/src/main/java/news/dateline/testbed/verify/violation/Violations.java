package news.dateline.testbed.verify.violation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts violations and keeps the first of each kind. Thread-safe. */
public final class Violations {
  /** A fault usually shows at every subscriber: the first violations of a kind are enough. */
  private static final int MAX_KEPT_PER_KIND = 20;

  private final Map<Violation.Kind, List<Violation>> kept = new EnumMap<>(Violation.Kind.class);
  private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);

  public void add(Violation.Kind kind, String witness, String what) {
    add(kind, witness, 0, null, what);
  }

  public synchronized void add(
      Violation.Kind kind, String witness, long seq, @Nullable String item, String what) {
    counts.merge(kind, 1, Integer::sum);
    List<Violation> examples = kept.computeIfAbsent(kind, any -> new ArrayList<>());
    if (examples.size() < MAX_KEPT_PER_KIND) {
      examples.add(new Violation(kind, witness, seq, item, what));
    }
  }

  public synchronized boolean isEmpty() {
    return counts.isEmpty();
  }

  public synchronized Map<Violation.Kind, Integer> counts() {
    return new EnumMap<>(counts);
  }

  public synchronized List<Violation> examples() {
    return kept.values().stream().flatMap(List::stream).toList();
  }
}
