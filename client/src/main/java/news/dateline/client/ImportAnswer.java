package news.dateline.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import news.dateline.events.Json;
import tools.jackson.core.JacksonException;

/** Reads the lines of the answer to an import, one for each item. */
final class ImportAnswer {
  private static final String ITEM_COUNT_HEADER = "Dateline-Items";

  private ImportAnswer() {}

  /** Sends the request, again while Kafka is away, and returns the results of the last answer. */
  static List<ImportResultLine> of(
      HttpSender http, HttpRequest.Builder request, ImportProgress progress) {
    Predicate<ApiResponse> unfinished =
        answer -> results(answer).stream().anyMatch(ImportResultLine::unfinished);
    return results(http.upload(request, unfinished, counting(progress)));
  }

  private static BodyHandler<byte[]> counting(ImportProgress progress) {
    return response -> {
      int found = (int) response.headers().firstValueAsLong(ITEM_COUNT_HEADER).orElse(0);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      AtomicInteger lines = new AtomicInteger();
      return BodySubscribers.mapping(
          BodySubscribers.ofByteArrayConsumer(
              part ->
                  part.ifPresent(
                      bytes -> {
                        body.writeBytes(bytes);
                        progress.at(lines.addAndGet(ends(bytes)), found);
                      })),
          nothing -> body.toByteArray());
    };
  }

  private static int ends(byte[] bytes) {
    int ends = 0;
    for (byte each : bytes) {
      ends += each == '\n' ? 1 : 0;
    }
    return ends;
  }

  private static List<ImportResultLine> results(ApiResponse answer) {
    try {
      return answer
          .text()
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> Json.mapper().readValue(line, ImportResultLine.class))
          .toList();
    } catch (JacksonException e) {
      throw ApiException.noAnswer("the result of the import cannot be read", e);
    }
  }
}
