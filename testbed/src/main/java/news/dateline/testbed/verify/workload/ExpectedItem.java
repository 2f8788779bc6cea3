package news.dateline.testbed.verify.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * One item as the editors' acts on it left it. One act at a time is under way on each, so that the
 * outcome of all of them is known beforehand; many stories are under way at once. Only for the
 * newsroom's thread.
 */
public final class ExpectedItem {

  /** Where it stands. */
  public enum State {
    /** Not written yet. */
    NEW,
    PUBLIC,
    RETRACTED,
    /** Waits for its embargo to end; public after that. */
    HELD,
    /** Taken back before anyone saw it. */
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

  /** Notes the word that marks a title of it. */
  public void addToken(String token) {
    tokens.add(token);
  }

  /** Every word that marked a title of it. */
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

  /** The notes of its public correction trail. */
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

  /** When its embargo ends, in milliseconds of the wall clock; 0 if it had none. */
  public long release() {
    return release;
  }

  public void setRelease(long instant) {
    release = instant;
  }

  /** Whether all acts on it have their outcome, so that its state is certain. */
  public boolean isCertain() {
    return isCertain;
  }

  public void markUncertain() {
    isCertain = false;
  }
}
