package news.dateline.feedapi.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.support.web.PacedResponses;
import news.dateline.support.web.WriteProgressHandler;
import org.reactivestreams.Publisher;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Limits the memory of the large answers that are being sent. A large answer is sent if less than
 * the limit is held, or if it has no bytes of its own; otherwise it is refused with status 503.
 * Bytes that several answers share count once. Thread-safe.
 */
final class AnswerBudget implements WebFilter, MeterBinder {
  private final long limit;
  private final ApplicationContext context;
  private final IdentityHashMap<byte[], Integer> answersByBytes = new IdentityHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong slowClosed = new AtomicLong();
  private long heldBytes;

  /**
   * @param context the application whose answers are limited; the management port, which reports a
   *     full budget, has a context of its own
   */
  AnswerBudget(long limit, ApplicationContext context) {
    this.limit = limit;
    this.context = context;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getApplicationContext() != context) {
      return chain.filter(exchange);
    }
    ServerHttpResponse response = new BudgetedResponse(exchange.getResponse());
    return chain.filter(exchange.mutate().response(response).build());
  }

  /** Counts an answer whose connection or stream was closed because its client did not read. */
  void slowClosed() {
    slowClosed.incrementAndGet();
  }

  private synchronized boolean tryAcquire(List<byte[]> bytes) {
    if (heldBytes >= limit && !answersByBytes.keySet().containsAll(bytes)) {
      refused.incrementAndGet();
      return false;
    }
    for (byte[] each : bytes) {
      if (answersByBytes.merge(each, 1, Integer::sum) == 1) {
        heldBytes += each.length;
      }
    }
    return true;
  }

  private synchronized void release(List<byte[]> bytes) {
    for (byte[] each : bytes) {
      if (answersByBytes.computeIfPresent(each, (key, n) -> n == 1 ? null : n - 1) == null) {
        heldBytes -= each.length;
      }
    }
  }

  private synchronized long heldBytes() {
    return heldBytes;
  }

  Health health() {
    long held = heldBytes();
    return (held < limit ? Health.up() : Health.outOfService())
        .withDetail("heldBytes", held)
        .withDetail("maxBytes", limit)
        .build();
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("dateline.answers.held", this, AnswerBudget::heldBytes)
        .baseUnit("bytes")
        .description("bytes of the large answers that are being sent")
        .register(meters);
    FunctionCounter.builder("dateline.answers.refused", refused, AtomicLong::get)
        .description("large answers refused because others hold too many bytes")
        .register(meters);
    FunctionCounter.builder("dateline.answers.slow.closed", slowClosed, AtomicLong::get)
        .description("answers ended because their client took no byte")
        .register(meters);
  }

  private final class BudgetedResponse extends ServerHttpResponseDecorator {
    BudgetedResponse(ServerHttpResponse response) {
      super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      Mono<? extends DataBuffer> whole = PacedResponses.whole(this, body);
      return whole == null ? super.writeWith(body) : whole.flatMap(this::write);
    }

    private Mono<Void> write(DataBuffer body) {
      if (body.readableByteCount() <= WriteProgressHandler.MAX_WRITE) {
        return super.writeWith(Mono.just(body));
      }
      List<byte[]> bytes = new ArrayList<>();
      addArrays(((NettyDataBuffer) body).getNativeBuffer(), bytes);
      if (!tryAcquire(bytes)) {
        DataBufferUtils.release(body);
        return Mono.error(unavailable());
      }
      return super.writeWith(Mono.just(body)).doFinally(signal -> release(bytes));
    }

    /** Adds the arrays that an answer is made of. Others may share them. */
    private static void addArrays(ByteBuf body, List<byte[]> arrays) {
      if (body.hasArray()) {
        arrays.add(body.array());
      } else if (body.unwrap() instanceof CompositeByteBuf parts) {
        parts.forEach(part -> addArrays(part, arrays));
      } else {
        throw new IllegalArgumentException("neither an array nor a composite: " + body);
      }
    }

    private static ErrorResponseException unavailable() {
      ErrorResponseException problem = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
      problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
      return problem;
    }
  }
}
