package news.dateline.feedapi.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Operators;

/** Writes through the web server, which knows the protocol: for HTTP/2 and whatever comes. */
final class WebFluxStreamBody extends StreamBody {
  private final Connection connection;
  private final AtomicLong demand = new AtomicLong();
  private boolean joined;
  private long taken;

  /**
   * @param loop runs what is to be done for the connection
   * @param close closes it at once
   */
  record Connection(Executor loop, DataBufferFactory buffers, Runnable close) {}

  WebFluxStreamBody(StreamHub hub, StreamRequest request, Connection connection) {
    super(hub, request, connection.loop());
    this.connection = connection;
  }

  @Override
  void requested(long n) {
    demand.accumulateAndGet(n, Operators::addCap);
    run(
        () -> {
          taken++;
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
  public void write(EncodedFrames encoded) {
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    send(connection.buffers().wrap(encoded.bytes()));
  }

  @Override
  public long progress() {
    return taken;
  }

  @Override
  public void abort() {
    leave();
    connection.close().run();
  }
}
