package news.dateline.testbed.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/**
 * A server that sends what is posted to {@code /pub?feed=N} to every stream of {@code /sub?feed=N}.
 * Its events are as large as Dateline's.
 */
record PubSubTarget(URI base, int streams, int size) implements LoadTarget {
  private static final String ITEM = "{\"id\":\"load-%d\",\"seq\":%d,\"lead\":\"%s\"}";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public URI stream(int subscriber) {
    return base.resolve("/sub?feed=" + subscriber % streams);
  }

  @Override
  public String marker() {
    return "\"id\":\"load-";
  }

  @Override
  public CompletableFuture<Boolean> publish(int number) {
    String lead = "x".repeat(Math.max(0, size - ITEM.length()));
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/pub?feed=" + number % streams))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(ITEM.formatted(number, number + 1, lead)))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.discarding())
        .handle((response, error) -> response != null && response.statusCode() / 100 == 2);
  }
}
