package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found wrong; all of it counted, the first of each kind kept. For any thread. */
final class Violations {
  /** One broken rule breaks for every subscriber: the first few of a kind say what it is. */
  private static final int KEPT = 20;

  private final Map<Violation.Kind, List<Violation>> kept = new EnumMap<>(Violation.Kind.class);
  private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);

  void add(Violation.Kind kind, String witness, String what) {
    add(kind, witness, 0, null, what);
  }

  synchronized void add(
      Violation.Kind kind, String witness, long seq, @Nullable String item, String what) {
    counts.merge(kind, 1, Integer::sum);
    List<Violation> first = kept.computeIfAbsent(kind, any -> new ArrayList<>());
    if (first.size() < KEPT) {
      first.add(new Violation(kind, witness, seq, item, what));
    }
  }

  synchronized boolean none() {
    return counts.isEmpty();
  }

  synchronized Map<Violation.Kind, Integer> counts() {
    return new EnumMap<>(counts);
  }

  synchronized List<Violation> first() {
    return kept.values().stream().flatMap(List::stream).toList();
  }
}
