package news.dateline.testbed.sse;

import news.dateline.client.EventParser;

/** Receives the events of one connection, always on its event loop. */
public interface StreamListener extends EventParser.EventHandler {
  void opened(StreamConnection connection);

  /** The answer is no stream; an EventSource would not reconnect. */
  void refused(int status);

  /** No byte came within the allowed time; {@link #closed} follows. */
  default void silent() {}

  /** The connection has ended, or could not be made. Called once and last. */
  void closed();
}
