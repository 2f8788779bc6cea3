package news.dateline.testsupport.description;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description of an API, with which every request and answer of a test agrees. */
public final class DescribedApi {
  private static final Set<String> WRITES = Set.of("PUT", "POST");
  private static final Set<String> READS = Set.of("GET");

  /** The headers that a description names, with the methods that do not ignore them. */
  private static final Map<String, Set<String>> DESCRIBED_HEADERS =
      Map.of(
          "If-Match", WRITES,
          "Idempotency-Key", WRITES,
          "Prefer", WRITES,
          "X-CSRF-Token", Set.of("PUT", "POST", "DELETE"),
          "If-None-Match", READS,
          "Last-Event-ID", READS);

  /** What the web server or Spring answer to a request for no route. */
  private static final Set<Integer> WITHOUT_ROUTE = Set.of(400, 401, 403, 404, 405, 414, 431);

  /** What the web server answers instead of a route, and what a route answers that fails. */
  private static final Set<String> OF_EVERY_ROUTE = Set.of("400", "414", "431", "500");

  private final JsonNode document;
  private final DescribedSchemas schemas;
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
    schemas = new DescribedSchemas(document);
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

  /** The parameters of a route in a place such as {@code path}. */
  public Set<String> parameters(String route, String place) {
    return operations.stream()
        .filter(operation -> operation.toString().equals(route))
        .findFirst()
        .map(operation -> parameters(operation, place))
        .orElseThrow();
  }

  /** Fails if an operation lacks an answer that any may give, or the header that makes a 304. */
  public void checkAnswersOfEveryRoute() {
    for (Operation operation : operations) {
      Set<String> answers = new TreeSet<>(operation.node().path("responses").propertyNames());
      assertThat(answers).as("%s", operation).containsAll(OF_EVERY_ROUTE);
      assertThat(parameters(operation, "header").contains("If-None-Match"))
          .as("%s describes If-None-Match with its 304", operation)
          .isEqualTo(answers.contains("304"));
    }
  }

  /** The requests that the examples make, in the order of the description. */
  public List<ApiExample> examples() {
    return operations.stream()
        .flatMap(
            operation ->
                ApiExample.of(
                    operation.method(), operation.path(), operation.node(), schemas::resolve)
                    .stream())
        .toList();
  }

  /** The members of an object, by the name of its schema. */
  public Set<String> members(String schema) {
    JsonNode properties =
        document.path("components").path("schemas").path(schema).path("properties");
    return new TreeSet<>(properties.propertyNames());
  }

  /** Fails if a status, type, member or parameter of a request and its answer is not described. */
  public void check(HttpRequest request, HttpResponse<String> response) {
    String body = response.body();
    String type = response.headers().firstValue("Content-Type").orElse("none");
    JsonNode schema = checkHead(request, response.statusCode(), body.isEmpty() ? null : type);
    if (schema.isMissingNode() || !type.replaceFirst(";.*", "").endsWith("json")) {
      return;
    }
    for (String json : type.contains("ndjson") ? body.split("\n") : new String[] {body}) {
      String what = request.method() + " " + request.uri().getRawPath();
      schemas.check(what + " " + response.statusCode(), Json.mapper().readTree(json), schema);
    }
  }

  /**
   * Checks an answer whose body is not text or does not end, such as a stream. Returns the schema
   * of the body; a missing node if there is none.
   *
   * @param type null if the answer has no body
   */
  public JsonNode checkHead(HttpRequest request, int status, @Nullable String type) {
    Optional<Operation> found =
        operations.stream().filter(operation -> operation.matches(request)).findFirst();
    if (found.isEmpty()) {
      boolean page = undescribed.matcher(request.uri().getRawPath()).matches();
      assertThat(page || isHead(request) || WITHOUT_ROUTE.contains(status))
          .as("%s %s is described", request.method(), request.uri().getRawPath())
          .isTrue();
      return MissingNode.getInstance();
    }
    Operation operation = found.get();
    JsonNode described = schemas.resolve(operation.node().path("responses").path("" + status));
    assertThat(described.isMissingNode()).as("%s describes %s", operation, status).isFalse();
    if (status < 300 || status == 304) {
      checkParameters(operation, request);
    }
    if (type == null) {
      return MissingNode.getInstance();
    }
    JsonNode schema = described.path("content").path(type.replaceFirst(";.*", "")).path("schema");
    assertThat(schema.isMissingNode()).as("%s %s describes %s", operation, status, type).isFalse();
    return schema;
  }

  /**
   * Fails if an event of a stream is not described.
   *
   * @param stream the schema of the body, as {@link #checkHead} returns it: an array of objects
   *     with the members {@code event} and {@code data}
   */
  public void checkEvent(JsonNode stream, String event, String data) {
    ObjectNode json = Json.mapper().createObjectNode().put("event", event);
    json.set("data", Json.mapper().readTree(data));
    schemas.check("the event " + event, json, stream.path("items"));
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
    DESCRIBED_HEADERS.forEach(
        (name, methods) -> {
          if (request.headers().firstValue(name).isPresent() && !headers.contains(name)) {
            assertThat(methods)
                .as("%s describes %s", operation, name)
                .doesNotContain(operation.method());
          }
        });
  }

  private Set<String> parameters(Operation operation, String place) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode resolved = schemas.resolve(parameter);
      if (resolved.path("in").asString("").equals(place)) {
        names.add(resolved.path("name").asString(""));
      }
    }
    return names;
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
