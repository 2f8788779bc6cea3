package news.dateline.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Sends requests and repeats them within the limits of a {@link RetryPolicy}. Thread-safe. */
final class HttpSender {
  /** All clients of a process share the threads of two HTTP clients. */
  private static final class Tls {
    private static final HttpClient CLIENT = builder().build();
  }

  /** Does not prepare TLS, which takes a tenth of the start of a short command. */
  private static final class Plain {
    private static final HttpClient CLIENT =
        builder().sslContext(NoTls.context()).sslParameters(new SSLParameters()).build();
  }

  /** HTTP/1.1: the services do not speak HTTP/2, and a stream fills a connection. */
  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5));
  }

  private final HttpClient http;
  private final URI base;
  private final @Nullable String token;
  private final RetryPolicy policy;
  private final Consumer<String> notices;
  private final AtomicLong repeats = new AtomicLong();
  private volatile boolean answered;

  HttpSender(URI base, @Nullable String token, RetryPolicy policy, Consumer<String> notices) {
    this.http = "https".equals(base.getScheme()) ? Tls.CLIENT : Plain.CLIENT;
    this.base = base;
    this.token = token;
    this.policy = policy;
    this.notices = notices;
  }

  HttpSender with(RetryPolicy other) {
    return new HttpSender(base, token, other, notices);
  }

  HttpClient http() {
    return http;
  }

  URI base() {
    return base;
  }

  long repeats() {
    return repeats.get();
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Sends the request and waits; fails with an {@link ApiException} unless the answer is 2xx. */
  ApiResponse call(HttpRequest.Builder request) {
    return call(request, answer -> false);
  }

  ApiResponse call(HttpRequest.Builder request, Predicate<ApiResponse> unfinished) {
    return await(send(request, unfinished));
  }

  /**
   * Sends a document. Its answer may take ten times as long as another, because it begins after the
   * document was read and its first item decided.
   *
   * @param body receives the bodies of all answers
   */
  ApiResponse upload(
      HttpRequest.Builder request, Predicate<ApiResponse> unfinished, BodyHandler<byte[]> body) {
    return await(send(request.timeout(policy.answerTimeout().multipliedBy(10)), unfinished, body));
  }

  private ApiResponse await(CompletableFuture<ApiResponse> answer) {
    try {
      ApiResponse response = answer.get();
      if (!response.ok()) {
        throw ApiException.refused(base + " answered " + response.status(), response);
      }
      return response;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ApiException failure
          ? failure
          : ApiException.noAnswer(base + " failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw ApiException.noAnswer("interrupted", e);
    }
  }

  /**
   * Completes with the last answer, whatever its status, or with an {@link ApiException} if there
   * was none.
   *
   * @param unfinished returns true for an answer of 2xx after which the request is to be repeated
   */
  CompletableFuture<ApiResponse> send(
      HttpRequest.Builder request, Predicate<ApiResponse> unfinished) {
    return send(request.timeout(policy.answerTimeout()), unfinished, BodyHandlers.ofByteArray());
  }

  private CompletableFuture<ApiResponse> send(
      HttpRequest.Builder request, Predicate<ApiResponse> unfinished, BodyHandler<byte[]> body) {
    Repeatable call = new Repeatable(request.build(), unfinished, body, System.nanoTime());
    return attempt(call, 1);
  }

  /** A request with all of its repetitions. */
  private record Repeatable(
      HttpRequest request,
      Predicate<ApiResponse> unfinished,
      BodyHandler<byte[]> body,
      long start) {}

  @SuppressWarnings("FutureReturnValueIgnored") // thenCompose flattens the nested future
  private CompletableFuture<ApiResponse> attempt(Repeatable call, int attempt) {
    return http.sendAsync(call.request(), call.body())
        .handle(
            (response, error) -> {
              boolean last = !policy.allows(attempt + 1, System.nanoTime() - call.start());
              if (response == null) {
                return last || isNobodyThere(error)
                    ? CompletableFuture.<ApiResponse>failedFuture(noAnswer(error))
                    : again(call, attempt, OptionalLong.empty());
              }
              answered = true;
              ApiResponse answer = new ApiResponse(response.statusCode(), response.body());
              boolean open =
                  answer.ok() ? call.unfinished().test(answer) : isTransient(answer.status());
              return open && !last
                  ? again(call, attempt, retryAfter(response))
                  : CompletableFuture.completedFuture(answer);
            })
        .thenCompose(answer -> answer);
  }

  private CompletableFuture<ApiResponse> again(
      Repeatable call, int attempt, OptionalLong retryAfter) {
    repeats.incrementAndGet();
    notices.accept(base + " gave no final answer, trying again");
    long pause = policy.pauseAfter(attempt, retryAfter).toNanos();
    return CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(pause, NANOSECONDS))
        .thenCompose(paused -> attempt(call, attempt + 1));
  }

  private boolean isNobodyThere(Throwable error) {
    return !answered && isSilent(cause(error));
  }

  private ApiException noAnswer(Throwable error) {
    Throwable cause = cause(error);
    return ApiException.noAnswer(
        isSilent(cause) ? "nothing answers at " + base : base + " broke off: " + cause.getMessage(),
        cause);
  }

  private static boolean isSilent(Throwable cause) {
    return cause instanceof ConnectException || cause instanceof HttpTimeoutException;
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  private static boolean isTransient(int status) {
    return status == 429 || status >= 500;
  }

  static OptionalLong retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("[0-9]{1,6}")
        ? OptionalLong.of(Long.parseLong(seconds))
        : OptionalLong.empty();
  }
}
