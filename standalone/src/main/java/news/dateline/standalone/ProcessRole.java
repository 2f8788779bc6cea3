package news.dateline.standalone;

import java.util.Locale;

/** What a run can consist of. */
enum ProcessRole {
  BROKER,
  CONSUMER,
  PRODUCER,
  FEED_API;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
