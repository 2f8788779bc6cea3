package news.dateline.testsupport.description;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** Reads the body of a request, which {@link HttpRequest} only publishes. */
record RequestText(BodySubscriber<String> text) implements Flow.Subscriber<ByteBuffer> {
  /** Returns the body as text, empty if there is none. */
  static String of(HttpRequest request) {
    RequestText read = new RequestText(BodySubscribers.ofString(UTF_8));
    request
        .bodyPublisher()
        .ifPresentOrElse(publisher -> publisher.subscribe(read), read::onComplete);
    return read.text.getBody().toCompletableFuture().join();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    text.onSubscribe(subscription);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    text.onNext(List.of(bytes));
  }

  @Override
  public void onError(Throwable failure) {
    text.onError(failure);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
