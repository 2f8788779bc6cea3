package news.dateline.feedapi.index;

/** There is no such feed or item, here or on Kafka. */
public final class NotFoundException extends RuntimeException {
  public NotFoundException(String what) {
    super("there is no " + what);
  }
}
