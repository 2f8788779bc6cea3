package news.dateline.testbed.verify.feed;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.client.ServerSentEvent;

/** Parses each event once: a thousand subscribers receive the same bytes. Thread-safe. */
public final class FrameCache {
  private final Map<Key, Frame> read = new ConcurrentHashMap<>();

  /** Compares events by their bytes. */
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

  /** All frames that any subscriber received. */
  public Collection<Frame> all() {
    return read.values();
  }
}
