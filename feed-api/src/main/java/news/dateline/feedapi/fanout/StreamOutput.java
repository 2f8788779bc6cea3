package news.dateline.feedapi.fanout;

/** The connection of a subscriber. All methods are called on the connection's event loop. */
public interface StreamOutput {
  /**
   * Returns true if the connection accepts more. When it becomes writable again, the implementation
   * calls {@link StreamSubscriber#resume}.
   */
  boolean writable();

  /** Returns true if the socket has taken all that was written. */
  boolean flushed();

  /** Writes the events, which the caller still owns and releases. */
  void write(EncodedFrames frames);

  /** Returns a number that changes whenever the peer has taken some of what was written. */
  long progress();

  /** Removes the subscriber and ends the response as its protocol requires. */
  void end();

  /** Removes the subscriber and closes the connection at once; unsent bytes are lost. */
  void abort();
}
