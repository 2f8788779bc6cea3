package news.dateline.producer.request;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.problem.ProblemType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/** The bytes of a request's body as they were sent. */
public final class RequestBody {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private RequestBody() {}

  /**
   * Collects the body; empty where there is none. A body over the limit or one that stops coming
   * for 20 s is a {@link Problem}.
   */
  public static Mono<byte[]> read(ServerHttpRequest request, DataSize limit) {
    if (request.getHeaders().getContentLength() > limit.toBytes()) {
      return Mono.error(tooLarge(limit));
    }
    return DataBufferUtils.join(
            request.getBody().timeout(READ_TIMEOUT), Math.toIntExact(limit.toBytes()))
        .map(RequestBody::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(DataBufferLimitException.class, e -> tooLarge(limit))
        .onErrorMap(TimeoutException.class, e -> new Problem(ProblemType.TIMEOUT, null));
  }

  /** Refuses a body where none belongs: whoever sent one expects something else. */
  public static void refuse(byte[] body) {
    if (body.length > 0) {
      throw Problem.badRequest("body", "is not for this call");
    }
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static Problem tooLarge(DataSize limit) {
    return new Problem(
        ProblemType.TOO_LARGE, "the body may have at most " + limit.toKilobytes() + " KiB");
  }
}
