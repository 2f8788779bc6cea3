package news.dateline.testsupport;

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
 * @param path with its query; the examples stand for the variables
 * @param headers each name before its value
 * @param body empty if the operation has no example of one
 * @param answer the JSON that is expected; missing if the operation has no example of one
 */
public record ApiExample(
    String method, String path, List<String> headers, String body, JsonNode answer) {

  /**
   * Returns the requests of an operation: one with all that it requires, then one with each other
   * parameter of its query that has an example. An operation without an example of each variable of
   * its path, or with no other example, makes none.
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
    return first.path().contains("{") || (first.isEmpty() && optional.isEmpty())
        ? List.of()
        : Stream.concat(Stream.of(first), optional.stream().map(first::with)).toList();
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

  /** Returns the request with another parameter, whose answer no example tells. */
  private ApiExample with(String parameter) {
    String longer = path + (path.contains("?") ? "&" : "?") + parameter;
    return new ApiExample(method, longer, headers, body, MissingNode.getInstance());
  }
}
