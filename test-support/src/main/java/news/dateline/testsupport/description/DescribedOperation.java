package news.dateline.testsupport.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;

/** A method of a path, with what is described of its requests. */
record DescribedOperation(String method, String path, JsonNode node, DescribedSchemas schemas) {
  private static final Set<String> WRITES = Set.of("PUT", "POST");
  private static final Set<String> READS = Set.of("GET");

  /** The status of a request whose JSON has a member that is invalid. */
  private static final int INVALID = 422;

  /** The headers that a description names, with the methods that do not ignore them. */
  private static final Map<String, Set<String>> DESCRIBED_HEADERS =
      Map.of(
          "If-Match", WRITES,
          "Idempotency-Key", WRITES,
          "Prefer", WRITES,
          "X-CSRF-Token", Set.of("PUT", "POST", "DELETE"),
          "If-None-Match", READS,
          "Last-Event-ID", READS);

  boolean matches(String requested, String rawPath) {
    String any = Pattern.quote(path).replaceAll("\\{[a-zA-Z]+}", "\\\\E[^/]+\\\\Q");
    return method.equals(requested) && rawPath.matches(any);
  }

  /** The names of the parameters in a place such as {@code path}. */
  Set<String> parameters(String place) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : node.path("parameters")) {
      JsonNode resolved = schemas.resolve(parameter);
      if (resolved.path("in").asString("").equals(place)) {
        names.add(resolved.path("name").asString(""));
      }
    }
    return names;
  }

  /** Returns an answer; a missing node if it is not described. */
  JsonNode response(int status) {
    return schemas.resolve(node.path("responses").path("" + status));
  }

  /** Fails if a parameter of a request that was answered is not described. */
  void checkParameters(HttpRequest request) {
    String query = request.uri().getRawQuery();
    if (query != null) {
      assertThat(parameters("query"))
          .as("%s describes %s", this, query)
          .containsAll(
              Stream.of(query.split("&")).map(each -> each.replaceFirst("=.*", "")).toList());
    }
    Set<String> headers = parameters("header");
    DESCRIBED_HEADERS.forEach(
        (name, methods) -> {
          if (request.headers().firstValue(name).isPresent() && !headers.contains(name)) {
            assertThat(methods).as("%s describes %s", this, name).doesNotContain(method);
          }
        });
  }

  /**
   * Fails if a body that was accepted does not fit its schema, or if a member is described that was
   * refused as unknown. A body that may be of several media types is a document, of which also
   * parts that are not described are read, and is not compared.
   */
  void checkBody(String body, int status, String answer) {
    JsonNode content = node.path("requestBody").path("content");
    if (body.isEmpty() || content.size() != 1) {
      return;
    }
    JsonNode schema = content.path("application/json").path("schema");
    if (status < 300) {
      schemas.check("the body of " + this, Json.mapper().readTree(body), schema);
    }
    if (status == INVALID && answer.contains(" is unknown\"")) {
      String field = Json.mapper().readTree(answer).path("field").asString("");
      assertThat(schemas.describes(schema, field))
          .as("%s describes %s, which it refuses as unknown", this, field)
          .isFalse();
    }
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
