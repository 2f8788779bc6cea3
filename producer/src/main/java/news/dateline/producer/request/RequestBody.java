package news.dateline.producer.request;

import java.util.concurrent.TimeoutException;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/** Reads request bodies as bytes. */
public final class RequestBody {
  /** A longer body is refused without being read to its end. */
  private static final DataSize MAX_REFUSED = DataSize.ofKilobytes(64);

  private RequestBody() {}

  /**
   * Reads the whole body; an absent body is an empty array. Fails with a {@link ProblemException}
   * if the body exceeds the limit or does not arrive within {@code dateline.body-timeout}.
   */
  public static Mono<byte[]> read(ServerHttpRequest request, DataSize limit) {
    if (request.getHeaders().getContentLength() > limit.toBytes()) {
      return Mono.error(tooLarge(limit));
    }
    return DataBufferUtils.join(request.getBody(), Math.toIntExact(limit.toBytes()))
        .map(RequestBody::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(DataBufferLimitException.class, e -> tooLarge(limit))
        .onErrorMap(TimeoutException.class, e -> new ProblemException(ProblemType.TIMEOUT, null));
  }

  /**
   * Completes if the request has no body. Fails with a {@link ProblemException} if it has one, or
   * has the header {@code If-Match}, whose condition the request would ignore.
   */
  public static Mono<Void> requireNone(ServerHttpRequest request) {
    RequestHeaders.refuseIfMatch(request.getHeaders());
    return read(request, MAX_REFUSED).doOnNext(RequestBody::refuse).then();
  }

  /**
   * Throws a {@link ProblemException} if the request announces a body. For requests whose answer is
   * a stream, which begins without reading a body.
   */
  public static void refuseAnnounced(HttpHeaders headers) {
    if (headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      throw ProblemException.badRequest("body", "must be absent in the request for a stream");
    }
  }

  /** Throws a {@link ProblemException} unless the body is empty. For requests that have no body. */
  public static void refuse(byte[] body) {
    if (body.length > 0) {
      throw ProblemException.badRequest("body", "must be empty in this request");
    }
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ProblemException tooLarge(DataSize limit) {
    return new ProblemException(
        ProblemType.TOO_LARGE, "the body may be at most " + limit.toKilobytes() + " KiB");
  }
}
