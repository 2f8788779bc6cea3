package news.dateline.feedapi.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.feedapi.fanout.EncodedFrames;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamRequest;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Operators;

/** Writes through the web server, which knows the protocol. Used for HTTP/2. */
public final class WebFluxStreamBody extends StreamBody {
  private final Connection connection;
  private final AtomicLong demand = new AtomicLong();
  private boolean joined;
  private long requests;

  /**
   * A connection of the web server.
   *
   * @param loop runs the tasks of the connection
   * @param close closes the connection at once
   */
  public record Connection(Executor loop, DataBufferFactory buffers, Runnable close) {}

  WebFluxStreamBody(StreamHub hub, StreamRequest request, Connection connection) {
    super(hub, request, connection.loop());
    this.connection = connection;
  }

  @Override
  void requested(long n) {
    demand.accumulateAndGet(n, Operators::addCap);
    run(
        () -> {
          requests++;
          if (joined) {
            resume();
          } else {
            joined = true;
            join();
          }
        });
  }

  @Override
  public boolean writable() {
    return demand.get() > 0;
  }

  @Override
  public void write(EncodedFrames frames) {
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    send(connection.buffers().wrap(frames.bytes()));
  }

  @Override
  public long progress() {
    return requests;
  }

  @Override
  public void abort() {
    leave();
    connection.close().run();
  }
}
