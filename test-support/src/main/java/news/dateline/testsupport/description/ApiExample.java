package news.dateline.testsupport.description;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A request that the examples of an operation make.
 *
 * @param path the path with its query; its variables are replaced by their examples
 * @param headers each name before its value
 * @param body empty if the operation has no example of one
 * @param answer the JSON that is expected; missing if the operation has no example of one
 */
public record ApiExample(
    String method, String path, List<String> headers, String body, JsonNode answer) {

  /**
   * Returns the requests of an operation: one with all that it requires, then one with each other
   * parameter of its query that has an example. An operation without an example of each variable of
   * its path, or with no other example, makes none. Throws an {@link AssertionError} if none of the
   * requests would show an example of a body or an answer.
   *
   * @param resolve follows a {@code $ref}
   */
  static List<ApiExample> of(
      String method, String path, JsonNode operation, UnaryOperator<JsonNode> resolve) {
    List<JsonNode> parameters =
        operation
            .path("parameters")
            .valueStream()
            .map(resolve)
            .filter(parameter -> parameter.has("example"))
            .toList();
    List<String> optional = query(parameters, false);
    JsonNode body = json(operation.path("requestBody"));
    ApiExample first =
        new ApiExample(
            method,
            withQuery(withVariables(path, parameters), query(parameters, true)),
            headers(parameters),
            body.isMissingNode() ? "" : body.toString(),
            json(operation.at("/responses/200")));
    boolean executable = !first.path().contains("{");
    if (bodies(operation) > (executable ? first.bodies() : 0)) {
      throw new AssertionError(method + " " + path + " has an example that no request shows");
    }
    return !executable || (first.isEmpty() && optional.isEmpty())
        ? List.of()
        : Stream.concat(Stream.of(first), optional.stream().map(first::with)).toList();
  }

  /** Returns the number of examples of bodies and answers of an operation. */
  private static int bodies(JsonNode operation) {
    return Stream.of("requestBody", "responses")
        .map(operation::path)
        .mapToInt(each -> each.findValues("example").size() + each.findValues("examples").size())
        .sum();
  }

  /** Returns the number of examples of bodies and answers that this request shows. */
  private int bodies() {
    return (body.isEmpty() ? 0 : 1) + (answer.isMissingNode() ? 0 : 1);
  }

  private boolean isEmpty() {
    return headers.isEmpty() && body.isEmpty() && answer.isMissingNode() && !path.contains("?");
  }

  private static Stream<JsonNode> in(String place, List<JsonNode> parameters) {
    return parameters.stream().filter(each -> each.path("in").asString().equals(place));
  }

  private static String withVariables(String path, List<JsonNode> parameters) {
    String filled = path;
    for (JsonNode variable : in("path", parameters).toList()) {
      String name = "{" + variable.path("name").asString() + "}";
      filled = filled.replace(name, variable.path("example").asString());
    }
    return filled;
  }

  private static List<String> headers(List<JsonNode> parameters) {
    return in("header", parameters)
        .flatMap(each -> Stream.of(each.path("name"), each.path("example")))
        .map(JsonNode::asString)
        .toList();
  }

  private static List<String> query(List<JsonNode> parameters, boolean required) {
    return in("query", parameters)
        .filter(each -> each.path("required").asBoolean(false) == required)
        .map(each -> query(each.path("name").asString(), each.path("example")))
        .toList();
  }

  private static JsonNode json(JsonNode content) {
    return content.path("content").path("application/json").path("example");
  }

  private static String query(String name, JsonNode example) {
    Stream<JsonNode> values = example.isArray() ? example.valueStream() : Stream.of(example);
    return String.join(
        "&", values.map(each -> name + "=" + URLEncoder.encode(each.asString(), UTF_8)).toList());
  }

  private static String withQuery(String path, List<String> query) {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  /** Returns the request with another parameter. No example has its answer. */
  private ApiExample with(String parameter) {
    String longer = path + (path.contains("?") ? "&" : "?") + parameter;
    return new ApiExample(method, longer, headers, body, MissingNode.getInstance());
  }
}
