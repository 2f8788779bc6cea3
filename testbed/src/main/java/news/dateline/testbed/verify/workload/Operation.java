package news.dateline.testbed.verify.workload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an editor on one item.
 *
 * @param number counts the operations of a run
 * @param content the item's new content; empty if it is not changed
 * @param text the reason of a retraction, the note of a correction; empty otherwise
 */
public record Operation(
    int number,
    Kind kind,
    ExpectedItem item,
    Request request,
    Map<String, Object> content,
    String text) {

  /** The kinds of operations, their share, and the state an item must have. */
  public enum Kind {
    PUBLISH(26, ExpectedItem.State.NEW),
    UPDATE(20, ExpectedItem.State.PUBLIC),
    TYPO(8, ExpectedItem.State.PUBLIC),
    CORRECT(8, ExpectedItem.State.PUBLIC),
    MOVE(4, ExpectedItem.State.PUBLIC),
    RETRACT(7, ExpectedItem.State.PUBLIC),
    RESTORE(5, ExpectedItem.State.RETRACTED),
    PIN(4, ExpectedItem.State.PUBLIC),
    UNPIN(1, ExpectedItem.State.PUBLIC),
    BREAK(5, ExpectedItem.State.PUBLIC),
    CALM(2, ExpectedItem.State.PUBLIC),
    HOLD(6, ExpectedItem.State.NEW),
    REVISE(2, ExpectedItem.State.HELD),
    WITHDRAW(2, ExpectedItem.State.HELD);

    private final int weight;
    private final ExpectedItem.State from;

    Kind(int weight, ExpectedItem.State from) {
      this.weight = weight;
      this.from = from;
    }

    public int weight() {
      return weight;
    }

    public ExpectedItem.State from() {
      return from;
    }

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns true if the operation may have no effect: the item is pinned already, say. */
    public boolean mayChangeNothing() {
      return this == PIN || this == UNPIN || this == BREAK || this == CALM;
    }
  }

  /**
   * A request to the editors' API, below {@code /feeds/{feed}}.
   *
   * @param body null if there is none
   */
  public record Request(String method, String path, @Nullable Object body) {
    /** Creates a request from a text such as {@code PUT /pin}. */
    public static Request of(String call, @Nullable Object body) {
      int space = call.indexOf(' ');
      return new Request(call.substring(0, space), call.substring(space + 1), body);
    }
  }

  public boolean changesContent() {
    return !content.isEmpty();
  }

  public String title() {
    return String.valueOf(content.get("title"));
  }

  public String witness() {
    return "operation " + number + " (" + kind.word() + ")";
  }
}
