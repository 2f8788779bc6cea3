package news.dateline.support.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/** The page that shows an OpenAPI description to people. */
final class ApiPage {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final List<String> LIMITS =
      List.of("format", "pattern", "minimum", "maximum", "minLength", "maxLength", "default");

  private final Map<?, ?> description;
  private final String style;
  private final StringBuilder html = new StringBuilder(64 * 1024);

  private record Operation(String method, String path, Map<?, ?> node) {
    String id() {
      return String.valueOf(node.get("operationId"));
    }

    String heading() {
      return "<span class=\"method\">" + method + "</span> <code>" + escape(path) + "</code>";
    }
  }

  ApiPage(Map<?, ?> description, String style) {
    this.description = description;
    this.style = style;
  }

  String html() {
    Map<?, ?> info = map(description, "info");
    String title = prose(info, "title");
    add("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width\">");
    add("<title>" + title + "</title><style>" + style + "</style>");
    add("<header><h1>" + title + "</h1><p>" + prose(info, "summary") + "</p>");
    add("<p>" + prose(info, "description") + "</p>");
    add("<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a></p></header>");
    Map<String, List<Operation>> byTag = operations();
    add("<div class=\"page\"><nav aria-label=\"Operations\">");
    byTag.forEach(this::contents);
    add("</nav><main>");
    byTag.forEach(this::tag);
    add("<h2 id=\"schemas\">Objects</h2>");
    map(map(description, "components"), "schemas")
        .forEach((name, schema) -> schema(String.valueOf(name), (Map<?, ?>) schema));
    add("</main></div></html>");
    return html.toString();
  }

  /** Returns the operations by their first tag, in the order of the tags. */
  private Map<String, List<Operation>> operations() {
    Map<String, List<Operation>> byTag = new LinkedHashMap<>();
    list(description, "tags").forEach(tag -> byTag.put(prose(tag, "name"), new ArrayList<>()));
    map(description, "paths")
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .forEach(
                        (method, node) -> {
                          Map<?, ?> operation = (Map<?, ?>) node;
                          String tag =
                              operation.get("tags") instanceof List<?> tags
                                  ? String.valueOf(tags.get(0))
                                  : "";
                          byTag
                              .computeIfAbsent(tag, any -> new ArrayList<>())
                              .add(
                                  new Operation(
                                      String.valueOf(method), String.valueOf(path), operation));
                        }));
    return byTag;
  }

  private void contents(String tag, List<Operation> operations) {
    add("<h2>" + escape(tag) + "</h2><ul>");
    for (Operation operation : operations) {
      add("<li><a href=\"#" + operation.id() + "\">" + operation.heading() + "</a></li>");
    }
    add("</ul>");
  }

  private void tag(String name, List<Operation> operations) {
    for (Map<?, ?> tag : list(description, "tags")) {
      if (name.equals(tag.get("name"))) {
        add("<h2>" + prose(tag, "description") + "</h2>");
      }
    }
    operations.forEach(this::operation);
  }

  private void operation(Operation operation) {
    Map<?, ?> node = operation.node();
    add("<section class=\"card\" id=\"" + operation.id() + "\"><h3>" + operation.heading());
    add("</h3><p>" + prose(node, "summary") + " " + prose(node, "description") + "</p>");
    List<Map<?, ?>> parameters = list(node, "parameters").stream().map(this::resolve).toList();
    if (!parameters.isEmpty()) {
      add("<h4>Parameters</h4><dl>");
      parameters.forEach(
          each -> row(prose(each, "name"), each, prose(each, "in"), map(each, "schema")));
      add("</dl>");
    }
    content("Request", map(node, "requestBody"));
    add("<h4>Responses</h4><dl>");
    map(node, "responses").forEach((status, answer) -> response(status, (Map<?, ?>) answer));
    add("</dl>");
    content("Response", map(map(node, "responses"), "200"));
    add("</section>");
  }

  private void response(Object status, Map<?, ?> reference) {
    Map<?, ?> answer = resolve(reference);
    List<String> types = new ArrayList<>();
    map(answer, "content")
        .forEach(
            (type, content) ->
                types.add(escape(type) + of(type(map((Map<?, ?>) content, "schema")))));
    String small = types.isEmpty() ? "" : " <small>" + String.join(", ", types) + "</small>";
    add("<dt><code>" + escape(status) + "</code></dt>");
    add("<dd>" + prose(answer, "description") + small + "</dd>");
  }

  private static String of(String type) {
    return type.equals("string") || type.isEmpty() ? "" : ": " + type;
  }

  /** Shows the types and the examples of a body. */
  private void content(String title, Map<?, ?> body) {
    map(body, "content")
        .forEach(
            (type, node) -> {
              Map<?, ?> content = (Map<?, ?>) node;
              String shown = escape(type) + of(type(map(content, "schema")));
              if (title.equals("Request") || content.containsKey("example")) {
                add("<h4>" + title + " <small>" + shown + "</small></h4>");
              }
              if (content.containsKey("example")) {
                add("<pre>" + escape(pretty(content.get("example"))) + "</pre>");
              }
            });
  }

  private static String pretty(Object example) {
    return example instanceof String text
        ? text
        : Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(example);
  }

  private void schema(String name, Map<?, ?> schema) {
    add("<section class=\"card\" id=\"schema-" + escape(name) + "\"><h3>" + escape(name) + "</h3>");
    add("<p>" + prose(schema, "description") + "</p>");
    if (!map(schema, "properties").isEmpty()) {
      Object required = schema.get("required");
      add("<dl>");
      map(schema, "properties")
          .forEach(
              (field, node) -> {
                boolean needed = required instanceof List<?> names && names.contains(field);
                Map<?, ?> property = (Map<?, ?>) node;
                row(escape(field), property, needed ? "always" : "", property);
              });
      add("</dl>");
    }
    add("</section>");
  }

  private void row(String name, Map<?, ?> node, String place, Map<?, ?> schema) {
    List<String> facts = new ArrayList<>();
    facts.add(type(schema));
    facts.add(place);
    facts.add(Boolean.TRUE.equals(node.get("required")) ? "required" : "");
    LIMITS.stream()
        .filter(schema::containsKey)
        .forEach(limit -> facts.add(limit + " " + prose(schema, limit)));
    facts.removeIf(String::isEmpty);
    add("<dt><code>" + name + "</code><small>" + String.join(", ", facts) + "</small></dt>");
    String example =
        node.containsKey("example")
            ? " <small>Example: <code>" + escape(node.get("example")) + "</code></small>"
            : "";
    add("<dd>" + prose(node, "description") + example + "</dd>");
  }

  private static String type(Map<?, ?> schema) {
    if (schema.get("$ref") instanceof String reference) {
      String name = escape(reference.replaceFirst(".*/", ""));
      return "<a href=\"#schema-" + name + "\">" + name + "</a>";
    }
    if (schema.get("enum") instanceof List<?> values) {
      return String.join(" | ", values.stream().map(ApiPage::escape).toList());
    }
    if (schema.containsKey("const")) {
      return escape(schema.get("const"));
    }
    String type = prose(schema, "type");
    return type.equals("array") ? "array of " + type(map(schema, "items")) : type;
  }

  /** Follows a {@code $ref} within the description. */
  private Map<?, ?> resolve(Map<?, ?> node) {
    if (!(node.get("$ref") instanceof String reference)) {
      return node;
    }
    Map<?, ?> target = description;
    for (String step : StringUtils.tokenizeToStringArray(reference.substring(2), "/")) {
      target = map(target, step);
    }
    return target;
  }

  private void add(String line) {
    html.append(line).append('\n');
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }

  private static List<Map<?, ?>> list(Map<?, ?> parent, String name) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (parent.get(name) instanceof List<?> children) {
      children.forEach(child -> maps.add((Map<?, ?>) child));
    }
    return maps;
  }

  /** Returns a text with what Markdown quotes as code. */
  private static String prose(Map<?, ?> parent, String name) {
    String text = parent.get(name) == null ? "" : escape(parent.get(name));
    return CODE.matcher(text).replaceAll("<code>$1</code>");
  }

  private static String escape(Object text) {
    return HtmlUtils.htmlEscape(String.valueOf(text));
  }
}
