package news.dateline.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description of an API, with which every request and answer of a test agrees. */
public final class DescribedApi {
  private static final List<String> DESCRIBED_HEADERS =
      List.of("If-Match", "Idempotency-Key", "Prefer");

  /** What the web server or Spring answer to a request for no route. */
  private static final Set<Integer> WITHOUT_ROUTE = Set.of(400, 401, 403, 404, 405, 414, 431);

  private final JsonNode document;
  private final Pattern undescribed;
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

  /**
   * @param yaml the description, which is closed
   * @param undescribed the paths of pages and files, which are not part of the API
   */
  public DescribedApi(InputStream yaml, Pattern undescribed) {
    this.undescribed = undescribed;
    try (yaml) {
      document = Json.mapper().valueToTree(new Yaml().load(yaml));
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

  /** The whole description. */
  public JsonNode document() {
    return document;
  }

  /** The described routes, such as {@code GET /feeds}. */
  public Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    operations.forEach(operation -> routes.add(operation.toString()));
    return routes;
  }

  /** The parameters of a route that stand in a place such as {@code path}. */
  public Set<String> parameters(String route, String place) {
    return operations.stream()
        .filter(operation -> operation.toString().equals(route))
        .findFirst()
        .map(operation -> parameters(operation, place))
        .orElseThrow();
  }

  /** The requests that the examples make, in the order of the description. */
  public List<ApiExample> examples() {
    return operations.stream()
        .flatMap(
            operation ->
                ApiExample.of(operation.method(), operation.path(), operation.node(), this::resolve)
                    .stream())
        .toList();
  }

  /** The members of an object, by the name of its schema. */
  public Set<String> members(String schema) {
    JsonNode properties =
        document.path("components").path("schemas").path(schema).path("properties");
    return new TreeSet<>(properties.propertyNames());
  }

  /**
   * Fails if the route answers with a status, type or member, or takes a parameter, that is not
   * described.
   */
  public void check(HttpRequest request, HttpResponse<String> response) {
    Optional<Operation> found =
        operations.stream().filter(operation -> operation.matches(request)).findFirst();
    if (found.isEmpty()) {
      boolean page = undescribed.matcher(request.uri().getRawPath()).matches();
      assertThat(page || isHead(request) || WITHOUT_ROUTE.contains(response.statusCode()))
          .as("%s %s is described", request.method(), request.uri().getRawPath())
          .isTrue();
      return;
    }
    Operation operation = found.get();
    JsonNode described =
        resolve(operation.node().path("responses").path("" + response.statusCode()));
    assertThat(described.isMissingNode())
        .as("%s describes %s: %s", operation, response.statusCode(), response.body())
        .isFalse();
    if (response.statusCode() < 300) {
      checkParameters(operation, request);
    }
    checkBody(operation + " " + response.statusCode(), described, response);
  }

  private static boolean isHead(HttpRequest request) {
    return request.method().equals("HEAD") || request.method().equals("OPTIONS");
  }

  private void checkParameters(Operation operation, HttpRequest request) {
    String query = request.uri().getRawQuery();
    if (query != null) {
      assertThat(parameters(operation, "query"))
          .as("%s describes %s", operation, query)
          .containsAll(
              Stream.of(query.split("&")).map(each -> each.replaceFirst("=.*", "")).toList());
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

  private void checkBody(String what, JsonNode described, HttpResponse<String> response) {
    if (response.body().isEmpty()) {
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode schema = described.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s describes %s", what, type).isFalse();
    if (!type.endsWith("json")) {
      return;
    }
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

  private Set<String> parameters(Operation operation, String place) {
    Set<String> names = new TreeSet<>();
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

  /** The members of the JSON that a record is written as. */
  public static Set<String> membersOf(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean unwrapped =
          Arrays.stream(type.getDeclaredFields())
              .filter(field -> field.getName().equals(component.getName()))
              .anyMatch(field -> field.isAnnotationPresent(JsonUnwrapped.class));
      if (unwrapped) {
        members.addAll(membersOf(component.getType()));
      } else {
        members.add(component.getName());
      }
    }
    return members;
  }
}
