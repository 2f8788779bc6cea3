package news.dateline.testbed.verify.check;

import static news.dateline.testbed.verify.violation.Violation.Kind.WRONG;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.ItemState;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.OperationLog;
import org.jspecify.annotations.Nullable;

/** Checks which item is pinned at the end: what the operations, in the order of seq, result in. */
public final class PinChecker {
  private PinChecker() {}

  /** Compares the expected pinned item with the items of a replica. */
  public static void check(
      String witness,
      List<OperationLog.Entry> operations,
      Collection<ItemState> shown,
      Violations violations) {
    List<String> pinned = shown.stream().filter(ItemState::pinned).map(ItemState::id).toList();
    List<String> expected = Optional.ofNullable(pinned(operations)).map(List::of).orElse(List.of());
    if (!pinned.equals(expected)) {
      violations.add(WRONG, witness, "pinned is " + pinned + " instead of " + expected);
    }
  }

  private static @Nullable String pinned(List<OperationLog.Entry> operations) {
    String pinned = null;
    List<OperationLog.Entry> inOrder =
        operations.stream()
            .filter(entry -> entry.result().accepted() && entry.result().cursor() != null)
            .sorted(Comparator.comparingLong(PinChecker::seq))
            .toList();
    for (OperationLog.Entry entry : inOrder) {
      String item = entry.operation().item().id();
      pinned =
          switch (entry.operation().kind()) {
            case PIN -> item;
            case UNPIN -> null;
            case RETRACT -> item.equals(pinned) ? null : pinned;
            default -> pinned;
          };
    }
    return pinned;
  }

  private static long seq(OperationLog.Entry entry) {
    Cursor cursor = Objects.requireNonNull(entry.result().cursor());
    return cursor.seq();
  }
}
