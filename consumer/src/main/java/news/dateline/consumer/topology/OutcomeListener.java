package news.dateline.consumer.topology;

import news.dateline.events.Outcome;

/** Called on the stream thread for each outcome. */
public interface OutcomeListener {
  /** The reason of a record that cannot be read as an event, or whose decision fails. */
  String UNREADABLE = "unreadable";

  /** The reason of a timer that cannot be fired. */
  String TIMER = "timer";

  /** An event was decided. The transaction with the outcome is not committed yet. */
  void decided(Outcome outcome);

  /** A record or a timer was set aside for this reason. */
  default void setAside(String reason) {}
}
