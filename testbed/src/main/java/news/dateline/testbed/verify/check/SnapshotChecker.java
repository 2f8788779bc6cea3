package news.dateline.testbed.verify.check;

import static news.dateline.testbed.verify.violation.Violation.Kind.LEAKED;
import static news.dateline.testbed.verify.violation.Violation.Kind.WRONG;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.feed.ItemState;
import news.dateline.testbed.verify.feed.PublicApi;
import news.dateline.testbed.verify.feed.PublicApi.FeedContents;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.ExpectedItem;
import news.dateline.testbed.verify.workload.ExpectedItem.State;
import news.dateline.testbed.verify.workload.OperationLog;
import org.jspecify.annotations.Nullable;

/** Compares what a replica shows at the end with the expected items. */
public final class SnapshotChecker {
  private static final Pattern TOKEN = Pattern.compile("v[0-9a-f]{8}-[0-9]+x[0-9]+x");

  /** Each check of a retracted item is a request. */
  private static final int MAX_RETRACTED_REQUESTS = 50;

  private final List<ExpectedItem> items;
  private final List<OperationLog.Entry> operations;
  private final Violations violations;

  public SnapshotChecker(
      List<ExpectedItem> items, List<OperationLog.Entry> operations, Violations violations) {
    this.operations = operations;
    this.items = items.stream().filter(ExpectedItem::isCertain).toList();
    this.violations = violations;
  }

  public void check(PublicApi replica, FeedContents contents) {
    String witness = replica.toString();
    Map<String, Frame> last =
        contents.changes().stream()
            .filter(frame -> frame.type() == Frame.Type.ITEM)
            .collect(Collectors.toMap(Frame::item, Function.identity(), (older, newer) -> newer));
    for (ExpectedItem item : items) {
      ItemState shown = contents.items().get(item.id());
      compare(witness, item, shown);
      Frame change = last.get(item.id());
      if (shown != null && (change == null || change.seq() != shown.seq())) {
        violations.add(
            WRONG,
            witness,
            shown.seq(),
            item.id(),
            "is not the last change of the item in /changes");
      }
    }
    checkPin(witness, contents.items().values());
    leaks(witness, contents);
    gone(replica);
  }

  private void checkPin(String witness, Collection<ItemState> shown) {
    List<String> pinned = shown.stream().filter(ItemState::pinned).map(ItemState::id).toList();
    List<String> expected = Stream.ofNullable(expectedPin()).toList();
    if (!pinned.equals(expected)) {
      violations.add(WRONG, witness, "pinned is " + pinned + " instead of " + expected);
    }
  }

  /** The item that must be pinned: what the operations, in the order of seq, result in. */
  private @Nullable String expectedPin() {
    String pinned = null;
    List<OperationLog.Entry> inOrder =
        operations.stream()
            .filter(entry -> entry.result().accepted() && entry.result().cursor() != null)
            .sorted(Comparator.comparingLong(SnapshotChecker::seq))
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

  private void compare(String witness, ExpectedItem item, @Nullable ItemState shown) {
    String what = difference(item, shown);
    if (!what.isEmpty()) {
      violations.add(WRONG, witness, shown == null ? 0 : shown.seq(), item.id(), what);
    }
  }

  private static String difference(ExpectedItem item, @Nullable ItemState shown) {
    boolean hidden = item.state() == State.WITHDRAWN || item.state() == State.NEW;
    if (hidden || shown == null) {
      return hidden == (shown == null)
          ? ""
          : hidden ? "is shown although it is not published" : "is missing";
    }
    if (shown.version() != item.version()) {
      return "has version " + shown.version() + " instead of " + item.version();
    }
    if (item.state() == State.RETRACTED) {
      return item.reason().equals(shown.reason()) ? "" : "has another reason for its retraction";
    }
    if (!item.title().equals(shown.title())) {
      return "has the title '" + shown.title() + "' instead of '" + item.title() + "'";
    }
    return item.corrections().equals(shown.corrections())
        ? ""
        : "has the corrections " + shown.corrections() + " instead of " + item.corrections();
  }

  private void leaks(String witness, FeedContents contents) {
    Set<String> found =
        contents.texts().stream()
            .flatMap(text -> TOKEN.matcher(text).results().map(MatchResult::group))
            .collect(Collectors.toSet());
    for (ExpectedItem item : items) {
      if (item.state() == State.RETRACTED || item.state() == State.WITHDRAWN) {
        item.tokens().stream()
            .filter(found::contains)
            .forEach(
                token -> violations.add(LEAKED, witness, 0, item.id(), "is still shown: " + token));
      }
    }
  }

  private void gone(PublicApi replica) {
    items.stream()
        .filter(item -> item.state() == State.RETRACTED)
        .limit(MAX_RETRACTED_REQUESTS)
        .forEach(
            item -> {
              int status = replica.ask("/items/" + item.id(), "application/json").join().status();
              if (status != 410) {
                String what = "is retracted, but its own address answers " + status;
                violations.add(WRONG, replica.toString(), 0, item.id(), what);
              }
            });
  }
}
