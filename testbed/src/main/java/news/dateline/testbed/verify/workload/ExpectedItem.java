package news.dateline.testbed.verify.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * The state that an item must have after the operations on it. Only one operation on an item is in
 * progress at a time, so that its outcome is known beforehand. Confined to the workload's thread.
 */
public final class ExpectedItem {

  /** The states of an item. */
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

  /** Adds the token of a title. */
  public void addToken(String token) {
    tokens.add(token);
  }

  /** The tokens of all titles the item ever had. */
  public List<String> tokens() {
    return tokens;
  }

  public State state() {
    return state;
  }

  public int version() {
    return version;
  }

  public void moveTo(State next, int presentVersion) {
    state = next;
    version = presentVersion;
    if (next != State.PUBLIC) {
      corrections = List.of();
    }
  }

  public String title() {
    return title;
  }

  public void setTitle(String presentTitle) {
    title = presentTitle;
  }

  /** The notes of the public corrections. */
  public List<String> corrections() {
    return corrections;
  }

  public void addCorrection(String note) {
    List<String> all = new ArrayList<>(corrections);
    all.add(note);
    corrections = List.copyOf(all);
  }

  public String reason() {
    return reason;
  }

  public void setReason(String why) {
    reason = why;
  }

  /** The end of the embargo, in epoch milliseconds; 0 if there was none. */
  public long release() {
    return release;
  }

  public void setRelease(long instant) {
    release = instant;
  }

  /** Returns false if an operation has no outcome, so that the state of the item is uncertain. */
  public boolean isCertain() {
    return isCertain;
  }

  public void markUncertain() {
    isCertain = false;
  }
}
