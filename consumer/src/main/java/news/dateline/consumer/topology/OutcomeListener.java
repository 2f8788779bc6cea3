package news.dateline.consumer.topology;

import news.dateline.events.Outcome;

/** Is told what happens, on the stream thread. */
public interface OutcomeListener {
  /** An event was decided; its transaction is not committed yet. */
  void decided(Outcome outcome);
}
