package news.dateline.feedapi.index;

/** The requested feed or item does not exist. */
public final class NotFoundException extends RuntimeException {
  public NotFoundException(String what) {
    super("there is no " + what);
  }
}
