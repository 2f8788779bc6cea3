package news.dateline.feedapi;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;

/** A feed whose answers are large: 3 MB for 50 items. */
final class LargeFeed {
  /** All of the items. */
  static final String PATH = "/feeds/large?limit=50";

  private static final int ITEMS = 50;
  private static final FeedStateSamples FEED = FeedStateSamples.of("large", "aaaa");

  private LargeFeed() {}

  static synchronized void write(FeedState state, FeedApiInstance replica) throws Exception {
    state.write(FEED.opened(1));
    for (int seq = 2; seq < ITEMS + 2; seq++) {
      state.write(item(FEED, seq));
    }
    replica.json("/feeds/large?limit=1&min=aaaa-" + (ITEMS + 1));
  }

  /** Returns an item of 60 KB. */
  static PublicItem item(FeedStateSamples feed, long seq) {
    ItemContent large = ItemContent.titled("Large").withBody("x".repeat(60_000));
    return FeedStateSamples.withContent(feed.published("i" + seq, seq, (int) seq), large);
  }

  /** Returns the direct memory of this JVM, whichever way Netty takes it. */
  static long usedDirectMemory() {
    long buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return buffers + Math.max(0, PlatformDependent.usedDirectMemory());
  }
}
