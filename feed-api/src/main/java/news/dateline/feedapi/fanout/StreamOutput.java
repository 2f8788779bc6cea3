package news.dateline.feedapi.delivery;

/** A reader's end of the line. All calls come from the event loop of its connection. */
interface StreamOutput {
  /** Whether it takes more now. When it does again, it has {@link LoopShard#resume} called. */
  boolean writable();

  /** Takes the bytes, which stay the caller's. */
  void write(EncodedFrames encoded);

  /** A number that changes as the reader takes what was written. */
  long progress();

  /** Ends the stream as its protocol has it; the follower has left then. */
  void end();

  /** Closes at once, whatever is still to be sent; the follower has left then. */
  void abort();
}
