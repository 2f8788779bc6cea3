package news.dateline.consumer.topology;

import news.dateline.events.Outcome;

/** Called on the stream thread for each outcome. */
public interface OutcomeListener {
  /** An event was decided. The transaction with the outcome is not committed yet. */
  void decided(Outcome outcome);
}
