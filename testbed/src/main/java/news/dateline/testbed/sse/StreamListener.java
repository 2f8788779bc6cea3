package news.dateline.testbed.sse;

import news.dateline.client.EventParser;

/** What happens on one connection; always on the event loop it was opened on. */
public interface StreamListener extends EventParser.Listener {
  /** The stream begins. */
  void opened(StreamConnection connection);

  /** The answer is no stream, after which an EventSource would not come back. */
  void refused(int status);

  /** Nothing has come for as long as the visit says: the end follows. */
  default void silent() {}

  /**
   * The end, told once, whoever made it and however far the connection got; nothing comes after it.
   */
  void closed();
}
