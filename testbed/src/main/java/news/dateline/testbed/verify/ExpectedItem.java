package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * One item as the editors' acts on it left it. One act at a time is under way on each, so that the
 * outcome of all of them is known beforehand; many stories are under way at once. Only for the
 * newsroom's thread.
 */
final class ExpectedItem {

  /** Where it stands. */
  enum State {
    /** Not written yet. */
    IDEA,
    PUBLIC,
    RETRACTED,
    /** Waits for its embargo to end; public after that. */
    HELD,
    /** Taken back before anyone saw it. */
    WITHDRAWN
  }

  private final String id;
  private final List<String> tokens = new ArrayList<>();
  private State state = State.IDEA;
  private String title = "";
  private List<String> corrections = List.of();
  private String reason = "";
  private int version;
  private long release;
  private boolean known = true;

  ExpectedItem(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Notes the word that marks a title of it. */
  void wrote(String token) {
    tokens.add(token);
  }

  /** Every word that marked a title of it. */
  List<String> tokens() {
    return tokens;
  }

  State state() {
    return state;
  }

  int version() {
    return version;
  }

  void is(State next, int presentVersion) {
    state = next;
    version = presentVersion;
    if (next != State.PUBLIC) {
      corrections = List.of();
    }
  }

  String title() {
    return title;
  }

  void says(String presentTitle) {
    title = presentTitle;
  }

  /** The notes of its public correction trail. */
  List<String> corrections() {
    return corrections;
  }

  void corrected(String note) {
    List<String> all = new ArrayList<>(corrections);
    all.add(note);
    corrections = List.copyOf(all);
  }

  String reason() {
    return reason;
  }

  void retractedFor(String why) {
    reason = why;
  }

  /** When its embargo ends, in milliseconds of the wall clock; 0 if it had none. */
  long release() {
    return release;
  }

  void heldUntil(long instant) {
    release = instant;
  }

  /** Whether all acts on it have their outcome, so that its state is certain. */
  boolean known() {
    return known;
  }

  void doubtful() {
    known = false;
  }
}
