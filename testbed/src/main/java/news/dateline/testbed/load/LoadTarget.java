package news.dateline.testbed.load;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A service to which numbered items are published and whose streams deliver them. */
interface LoadTarget {
  /** The address of the stream that a subscriber opens. */
  URI stream(int subscriber);

  /** The number of streams, among which subscribers and items alternate. */
  default int streams() {
    return 1;
  }

  /** The text that stands before the number of an item in an event's data, and nowhere else. */
  String marker();

  /** Publishes an item once. Completes with true if the service accepted it. */
  CompletableFuture<Boolean> publish(int number);
}
