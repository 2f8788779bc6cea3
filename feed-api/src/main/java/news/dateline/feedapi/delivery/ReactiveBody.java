package news.dateline.feedapi.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Operators;

/** Writes through the web server, which knows the protocol: for HTTP/2 and whatever comes. */
final class ReactiveBody extends Body {
  private final DataBufferFactory buffers;
  private final AtomicLong demand = new AtomicLong();
  private boolean joined;
  private long taken;

  ReactiveBody(Audience audience, Visit visit, Executor loop, DataBufferFactory buffers) {
    super(audience, visit, loop);
    this.buffers = buffers;
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
  public void write(Parcel parcel) {
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    send(buffers.wrap(parcel.bytes()));
  }

  @Override
  public long progress() {
    return taken;
  }

  @Override
  public void abort() {
    end();
  }
}
