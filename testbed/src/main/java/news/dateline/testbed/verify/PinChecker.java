package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.WRONG;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.Cursor;
import org.jspecify.annotations.Nullable;

/** What the editors' acts, in the order of their numbers, leave pinned. */
final class PinChecker {
  private PinChecker() {}

  /** Compares it with what a replica shows. */
  static void check(
      String witness,
      List<OperationLog.Entry> acts,
      Collection<ItemState> shown,
      Violations violations) {
    List<String> pinned = shown.stream().filter(ItemState::pinned).map(ItemState::id).toList();
    List<String> expected = Optional.ofNullable(pinned(acts)).map(List::of).orElse(List.of());
    if (!pinned.equals(expected)) {
      violations.add(WRONG, witness, "pinned is " + pinned + " instead of " + expected);
    }
  }

  private static @Nullable String pinned(List<OperationLog.Entry> acts) {
    String pinned = null;
    List<OperationLog.Entry> inOrder =
        acts.stream()
            .filter(entry -> entry.verdict().accepted() && entry.verdict().cursor() != null)
            .sorted(Comparator.comparingLong(PinChecker::seq))
            .toList();
    for (OperationLog.Entry entry : inOrder) {
      String item = entry.act().story().id();
      pinned =
          switch (entry.act().kind()) {
            case PIN -> item;
            case UNPIN -> null;
            case RETRACT -> item.equals(pinned) ? null : pinned;
            default -> pinned;
          };
    }
    return pinned;
  }

  private static long seq(OperationLog.Entry entry) {
    Cursor cursor = Objects.requireNonNull(entry.verdict().cursor());
    return cursor.seq();
  }
}
