package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The description of the editors' API, with which every request and answer of a test agrees. */
final class ApiDescription {
  private static final List<String> DESCRIBED_HEADERS =
      List.of("If-Match", "Idempotency-Key", "Prefer");

  /** What the web server or Spring answer to a request for no route. */
  private static final Set<Integer> WITHOUT_ROUTE = Set.of(400, 401, 403, 404, 405, 414, 431);

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  private record Operation(String method, String path, JsonNode node) {
    boolean matches(HttpRequest request) {
      String any = Pattern.quote(path).replaceAll("\\{[a-zA-Z]+}", "\\\\E[^/]+\\\\Q");
      return method.equals(request.method()) && request.uri().getRawPath().matches(any);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  ApiDescription() {
    try (InputStream yaml = ApiDescription.class.getResourceAsStream("/producer/openapi.yaml")) {
      document = Json.mapper().valueToTree(new Yaml().load(Objects.requireNonNull(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    document
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, node) ->
                        operations.add(
                            new Operation(method.toUpperCase(Locale.ROOT), path, node))));
  }

  /** The described routes, such as {@code GET /feeds}. */
  TreeSet<String> routes() {
    TreeSet<String> routes = new TreeSet<>();
    operations.forEach(operation -> routes.add(operation.toString()));
    return routes;
  }

  /** The parameters of a route that stand in a place such as {@code path}. */
  TreeSet<String> parameters(String route, String place) {
    return operations.stream()
        .filter(operation -> operation.toString().equals(route))
        .findFirst()
        .map(operation -> parameters(operation, place))
        .orElseThrow();
  }

  /** The members of an object, by the name of its schema. */
  TreeSet<String> members(String schema) {
    JsonNode properties =
        document.path("components").path("schemas").path(schema).path("properties");
    return new TreeSet<>(properties.propertyNames());
  }

  /**
   * Fails if the route answers with a status, type or member, or takes a parameter, that is not
   * described.
   */
  void check(HttpRequest request, ApiResponse response) {
    Optional<Operation> found =
        operations.stream().filter(operation -> operation.matches(request)).findFirst();
    if (found.isEmpty()) {
      boolean page = request.uri().getRawPath().matches("/|/desk/.*|/openapi.*");
      assertThat(page || isHead(request) || WITHOUT_ROUTE.contains(response.status()))
          .as("%s %s is described", request.method(), request.uri().getRawPath())
          .isTrue();
      return;
    }
    Operation operation = found.get();
    JsonNode described = resolve(operation.node().path("responses").path("" + response.status()));
    assertThat(described.isMissingNode())
        .as("%s describes %s: %s", operation, response.status(), response.body())
        .isFalse();
    if (response.status() < 300) {
      checkParameters(operation, request);
    }
    checkBody(operation + " " + response.status(), described, response);
  }

  private static boolean isHead(HttpRequest request) {
    return request.method().equals("HEAD") || request.method().equals("OPTIONS");
  }

  private void checkParameters(Operation operation, HttpRequest request) {
    String query = request.uri().getRawQuery();
    if (query != null) {
      assertThat(parameters(operation, "query")).contains(query.replaceFirst("=.*", ""));
    }
    Set<String> headers = parameters(operation, "header");
    for (String name : DESCRIBED_HEADERS) {
      if (request.headers().firstValue(name).isPresent() && !headers.contains(name)) {
        // a read ignores what only a command understands
        assertThat(operation.method())
            .as("%s describes %s", operation, name)
            .isNotIn("PUT", "POST");
      }
    }
  }

  private void checkBody(String what, JsonNode described, ApiResponse response) {
    if (response.body().isEmpty()) {
      return;
    }
    String type = response.header("Content-Type").replaceFirst(";.*", "");
    JsonNode schema = described.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s describes %s", what, type).isFalse();
    for (String json :
        type.endsWith("ndjson") ? response.body().split("\n") : new String[] {response.body()}) {
      checkMembers(what, Json.mapper().readTree(json), schema);
    }
  }

  private void checkMembers(String what, JsonNode value, JsonNode reference) {
    JsonNode schema = resolve(reference);
    if (value.isArray()) {
      value.forEach(element -> checkMembers(what + "[]", element, schema.path("items")));
    } else if (value.isObject()) {
      value.forEachEntry(
          (name, member) -> {
            JsonNode described = schema.path("properties").path(name);
            assertThat(described.isMissingNode()).as("%s describes %s", what, name).isFalse();
            checkMembers(what + "." + name, member, described);
          });
    }
  }

  private TreeSet<String> parameters(Operation operation, String place) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode resolved = resolve(parameter);
      if (resolved.path("in").asString("").equals(place)) {
        names.add(resolved.path("name").asString(""));
      }
    }
    return names;
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
