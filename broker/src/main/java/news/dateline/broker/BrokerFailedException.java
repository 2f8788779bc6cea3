package news.dateline.broker;

/** The broker cannot start. The message is one line for the person who started it. */
public final class BrokerFailedException extends RuntimeException {
  BrokerFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
