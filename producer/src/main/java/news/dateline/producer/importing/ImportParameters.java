package news.dateline.producer.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import news.dateline.pages.TagFolding;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The query parameters and headers that describe the document in the body of a request.
 *
 * @param contentType its media type; null if the request names none
 * @param address the address it was loaded from; null if the request names none
 * @param columns the column of each field, for CSV
 * @param dryRun true if nothing is to be written
 * @param source the name of the source; null if the request names none
 * @param overwrite true if items replace what editors wrote
 * @param labels the label of the feed for each category of the source in the form of TagFolding
 * @param generation of a source that is polled; null in a request
 */
record ImportParameters(
    @Nullable String contentType,
    @Nullable String address,
    Map<String, String> columns,
    boolean dryRun,
    @Nullable String source,
    boolean overwrite,
    Map<String, String> labels,
    @Nullable Long generation) {
  private static final int MAX_SOURCE = 200;

  /** Reads the parameters. Throws a {@link ProblemException} that names the one that is invalid. */
  static ImportParameters of(ServerHttpRequest request) {
    String address = request.getQueryParams().getFirst("address");
    if (address != null) {
      address =
          WebAddress.resolve(null, address)
              .orElseThrow(
                  () -> ProblemException.badRequest("address", "is not an http or https URL"));
    }
    return new ImportParameters(
        request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE),
        address,
        columns(request.getQueryParams().getFirst("map")),
        flag(request, "dryRun"),
        source(request),
        flag(request, "overwrite"),
        Map.of(),
        null);
  }

  private static @Nullable String source(ServerHttpRequest request) {
    String source = request.getQueryParams().getFirst("source");
    if (source == null) {
      return null;
    }
    boolean control = source.chars().anyMatch(Character::isISOControl);
    if (source.isBlank() || source.strip().length() > MAX_SOURCE || control) {
      throw ProblemException.badRequest(
          "source", "must have 1 to " + MAX_SOURCE + " characters and no control character");
    }
    return source.strip();
  }

  private static boolean flag(ServerHttpRequest request, String name) {
    String value = request.getQueryParams().getFirst(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw ProblemException.badRequest(name, "must be true or false");
  }

  private static Map<String, String> columns(@Nullable String map) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (map != null) {
      for (String pair : map.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1 || equals == pair.length() - 1) {
          throw ProblemException.badRequest("map", "must be like title=headline,publishedAt=date");
        }
        columns.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return columns;
  }

  /** Returns the label of the first tag that has one; null if none has. */
  @Nullable String label(List<String> tags) {
    return tags.stream()
        .map(tag -> labels.get(TagFolding.fold(tag)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  DocumentReader reader(byte[] document) {
    return DocumentReader.of(document, contentType, columns);
  }
}
