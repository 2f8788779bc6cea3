package news.dateline.testbed.verify.feed;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.client.ServerSentEvent;

/** Parses each event once: a thousand subscribers receive the same bytes. Thread-safe. */
public final class FrameCache {
  private final Map<Key, Frame> read = new ConcurrentHashMap<>();

  /** A byte buffer is compared by its bytes. */
  private record Key(String type, String id, ByteBuffer data) {}

  public Frame of(ServerSentEvent event) {
    Key key = new Key(event.type(), event.id(), ByteBuffer.wrap(event.data()));
    return read.computeIfAbsent(key, any -> Frame.of(event));
  }

  public Collection<Frame> all() {
    return read.values();
  }
}
