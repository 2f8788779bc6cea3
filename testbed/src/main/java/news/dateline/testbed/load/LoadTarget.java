package news.dateline.testbed.load;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A service that numbered items are put into, and whose stream they come out of. */
public interface LoadTarget {
  /** The stream that a reader opens. */
  URI stream(int reader);

  /** How many streams there are: readers and items take them in turn. */
  default int streams() {
    return 1;
  }

  /** What an event's data has before an item's number; nothing else has it. */
  String marker();

  /** Publishes an item now, once; completes with whether the service has it. */
  CompletableFuture<Boolean> publish(int number);
}
