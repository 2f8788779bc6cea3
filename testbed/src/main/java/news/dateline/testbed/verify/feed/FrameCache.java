package news.dateline.testbed.verify.feed;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.client.ServerSentEvent;

/**
 * Reads events, each once: what goes to a thousand subscribers is the same bytes a thousand times.
 */
public final class FrameCache {
  private final Map<Key, Frame> read = new ConcurrentHashMap<>();

  /** An event by its bytes. */
  private static final class Key {
    private final ServerSentEvent event;
    private final int hash;

    private Key(ServerSentEvent event) {
      this.event = event;
      this.hash = 31 * event.id().hashCode() + Arrays.hashCode(event.data());
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && event.type().equals(key.event.type())
          && event.id().equals(key.event.id())
          && Arrays.equals(event.data(), key.event.data());
    }
  }

  public Frame of(ServerSentEvent event) {
    return read.computeIfAbsent(new Key(event), key -> Frame.of(key.event));
  }

  /** Every frame that anyone was told. */
  public Collection<Frame> all() {
    return read.values();
  }
}
