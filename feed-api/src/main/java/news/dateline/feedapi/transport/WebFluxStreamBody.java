package news.dateline.feedapi.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.feedapi.fanout.EncodedFrames;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamRequest;
import news.dateline.support.web.WriteProgressHandler;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Operators;

/**
 * Writes through the web server, which knows the protocol. Used for HTTP/2. The web server asks for
 * many buffers without looking at the connection, so the body looks at both.
 */
public final class WebFluxStreamBody extends StreamBody implements WriteProgressHandler.Writer {
  private final Connection connection;
  private final AtomicLong demand = new AtomicLong();
  private boolean joined;
  private boolean writing;
  private long requests;

  /**
   * A stream of an HTTP/2 connection.
   *
   * @param loop runs the tasks of the connection
   * @param writes reports whether the client reads what is written
   */
  public record Connection(Executor loop, DataBufferFactory buffers, WriteProgressHandler writes) {}

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
            connection.writes().setWriter(this);
            join();
          }
        });
  }

  @Override
  public boolean writable() {
    return demand.get() > 0 && connection.writes().isWritable();
  }

  @Override
  public boolean flushed() {
    return connection.writes().isFlushed();
  }

  @Override
  public void write(EncodedFrames frames) {
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    writing = true;
    send(connection.buffers().wrap(frames.bytes()));
    writing = false;
  }

  /**
   * Resumes, unless this is called from within a write, after which the shard resumes by itself.
   */
  @Override
  public void resume() {
    if (!writing) {
      super.resume();
    }
  }

  @Override
  public void slow(WriteProgressHandler writes) {
    if (!closeSlow()) {
      WriteProgressHandler.Writer.super.slow(writes);
    }
  }

  @Override
  public long progress() {
    return requests + connection.writes().progress();
  }

  @Override
  public void abort() {
    leave();
    connection.writes().abort();
  }
}
