package news.dateline.testsupport.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description of an API, with which every request and answer of a test agrees. */
public final class DescribedApi {
  /** What the web server or Spring answer to a request for no route. */
  private static final Set<Integer> WITHOUT_ROUTE = Set.of(400, 401, 403, 404, 405, 414, 431);

  /** What the web server answers instead of a route, and what a route answers that fails. */
  private static final Set<String> OF_EVERY_ROUTE = Set.of("400", "414", "431", "500");

  private final JsonNode document;
  private final DescribedSchemas schemas;
  private final Pattern undescribed;
  private final List<DescribedOperation> operations = new ArrayList<>();
  private final Set<String> undescribedReads = new ConcurrentSkipListSet<>();

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
                            new DescribedOperation(
                                method.toUpperCase(Locale.ROOT), path, node, schemas))));
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
        .map(operation -> operation.parameters(place))
        .orElseThrow();
  }

  /** Fails if an operation lacks an answer that any may give, or the header that makes a 304. */
  public void checkAnswersOfEveryRoute() {
    for (DescribedOperation operation : operations) {
      Set<String> answers = new TreeSet<>(operation.node().path("responses").propertyNames());
      assertThat(answers).as("%s", operation).containsAll(OF_EVERY_ROUTE);
      assertThat(operation.parameters("header").contains("If-None-Match"))
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

  /** The members of an object, by the name of its schema, each with its type. */
  public Map<String, String> members(String schema) {
    return schemas.members(document.path("components").path("schemas").path(schema));
  }

  /**
   * Fails if a status, type, member or parameter of a request and its answer is not described, or
   * if a handler has read a parameter that is not.
   */
  public void check(HttpRequest request, HttpResponse<String> response) {
    String body = response.body();
    String type = response.headers().firstValue("Content-Type").orElse("none");
    JsonNode schema = checkHead(request, response.statusCode(), body.isEmpty() ? null : type);
    boolean json = type.replaceFirst(";.*", "").endsWith("json");
    find(request.method(), request.uri().getRawPath())
        .ifPresent(
            operation -> operation.checkBody(RequestText.of(request), response.statusCode(), body));
    if (schema.isMissingNode() || !json) {
      return;
    }
    for (String line : type.contains("ndjson") ? body.split("\n") : new String[] {body}) {
      String what = request.method() + " " + request.uri().getRawPath();
      schemas.check(what + " " + response.statusCode(), Json.mapper().readTree(line), schema);
    }
  }

  /**
   * Checks an answer whose body is not text or does not end, such as a stream. Returns the schema
   * of the body; a missing node if there is none.
   *
   * @param type null if the answer has no body
   */
  public JsonNode checkHead(HttpRequest request, int status, @Nullable String type) {
    assertThat(undescribedReads).as("parameters that handlers read are described").isEmpty();
    Optional<DescribedOperation> found = find(request.method(), request.uri().getRawPath());
    if (found.isEmpty()) {
      boolean page = undescribed.matcher(request.uri().getRawPath()).matches();
      assertThat(page || isHead(request) || WITHOUT_ROUTE.contains(status))
          .as("%s %s is described", request.method(), request.uri().getRawPath())
          .isTrue();
      return MissingNode.getInstance();
    }
    DescribedOperation operation = found.get();
    JsonNode described = operation.response(status);
    assertThat(described.isMissingNode()).as("%s describes %s", operation, status).isFalse();
    if (status < 300 || status == 304) {
      operation.checkParameters(request);
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

  /**
   * Records that the handler of a request reads a parameter of the query, whether the request has
   * it or not. If it is not described, the next check fails.
   */
  void recordRead(String method, String rawPath, String parameter) {
    find(method.equals("HEAD") ? "GET" : method, rawPath)
        .filter(operation -> !operation.parameters("query").contains(parameter))
        .ifPresent(operation -> undescribedReads.add(operation + ": " + parameter));
  }

  private Optional<DescribedOperation> find(String method, String rawPath) {
    return operations.stream().filter(each -> each.matches(method, rawPath)).findFirst();
  }
}
