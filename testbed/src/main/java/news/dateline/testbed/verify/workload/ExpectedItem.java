package news.dateline.testbed.verify.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The state that an item must have after the operations on it. Only one operation on an item is in
 * progress at a time, so that its outcome is known beforehand. Confined to the workload's thread.
 */
public final class ExpectedItem {

  public enum State {
    /** Not published yet. */
    NEW,
    PUBLIC,
    RETRACTED,
    /** Waits for the end of its embargo. */
    HELD,
    /** Withdrawn before it was public. */
    WITHDRAWN
  }

  private final String id;
  private final List<String> tokens = new ArrayList<>();
  private State state = State.NEW;
  private String title = "";
  private List<String> corrections = List.of();
  private String reason = "";
  private int version;
  private long release;
  private boolean isCertain = true;

  public ExpectedItem(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** The tokens of all titles the item ever had. */
  public List<String> tokens() {
    return tokens;
  }

  void addToken(String token) {
    tokens.add(token);
  }

  public State state() {
    return state;
  }

  public int version() {
    return version;
  }

  public String title() {
    return title;
  }

  public List<String> corrections() {
    return corrections;
  }

  public String reason() {
    return reason;
  }

  /** The end of the embargo, in epoch milliseconds; 0 if there was none. */
  public long release() {
    return release;
  }

  void setRelease(long instant) {
    release = instant;
  }

  /** Returns false if an operation has no outcome, so that the state of the item is uncertain. */
  public boolean isCertain() {
    return isCertain;
  }

  void markUncertain() {
    isCertain = false;
  }

  /** Applies an operation that was accepted or is held. */
  void apply(Operation operation, OperationResult result) {
    if (operation.changesContent()) {
      title = operation.title();
      moveTo(result.held() ? State.HELD : State.PUBLIC, result.version());
    }
    switch (operation.kind()) {
      case CORRECT ->
          corrections = Stream.concat(corrections.stream(), Stream.of(operation.text())).toList();
      case RETRACT, WITHDRAW -> {
        // a withdrawal after the release is a retraction
        moveTo(result.cursor() == null ? State.WITHDRAWN : State.RETRACTED, result.version());
        reason = operation.text();
      }
      default -> {
        // pins and breaking news do not change the content
      }
    }
  }

  private void moveTo(State next, int presentVersion) {
    state = next;
    version = presentVersion;
    if (next != State.PUBLIC) {
      corrections = List.of();
    }
  }
}
