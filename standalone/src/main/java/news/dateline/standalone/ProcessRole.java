package news.dateline.standalone;

import java.util.Locale;

/** A role that a process can have; {@code --only} selects some of them. */
enum ProcessRole {
  BROKER,
  CONSUMER,
  PRODUCER,
  FEED_API;

  /** Returns the name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
