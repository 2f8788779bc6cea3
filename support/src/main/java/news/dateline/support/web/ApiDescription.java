package news.dateline.support.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Serves an OpenAPI description: as it is, and as a page for people, without scripts. */
public final class ApiDescription {
  private static final MediaType HTML_IN_UTF_8 = new MediaType("text", "html", UTF_8);

  private final Map<?, ?> description;
  private final @Nullable String stylesheet;

  private ApiDescription(Resource yaml, @Nullable String stylesheet) {
    this.stylesheet = stylesheet;
    try (InputStream in = yaml.getInputStream()) {
      description = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Serves the description at {@code /openapi.yaml} and, for people, {@code /openapi}.
   *
   * @param stylesheet the path of the style sheet of the page; null for none
   */
  public static RouterFunction<ServerResponse> routes(Resource yaml, @Nullable String stylesheet) {
    byte[] page = new ApiDescription(yaml, stylesheet).html();
    return RouterFunctions.route()
        .GET(
            "/openapi.yaml",
            request -> ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).bodyValue(yaml))
        .GET("/openapi", request -> ServerResponse.ok().contentType(HTML_IN_UTF_8).bodyValue(page))
        .build();
  }

  private byte[] html() {
    List<String> lines = new ArrayList<>();
    Map<?, ?> info = map(description, "info");
    lines.add("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
    lines.add("<title>" + text(info, "title") + "</title>");
    if (stylesheet != null) {
      lines.add("<link rel=\"stylesheet\" href=\"" + stylesheet + "\">");
    }
    lines.add("<main><h1>" + text(info, "title") + "</h1><p>" + text(info, "description") + "</p>");
    lines.add("<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a></p>");
    map(description, "paths")
        .forEach(
            (path, operations) ->
                ((Map<?, ?>) operations)
                    .forEach(
                        (method, operation) ->
                            lines.addAll(section(method + " " + path, (Map<?, ?>) operation))));
    lines.add("</main></html>");
    return String.join("\n", lines).getBytes(UTF_8);
  }

  private List<String> section(String call, Map<?, ?> operation) {
    List<String> lines = new ArrayList<>();
    String id = text(operation, "operationId");
    lines.add(
        "<section class=\"card\" id=\"" + id + "\"><h2><code>" + escape(call) + "</code></h2>");
    lines.add(
        "<p>" + text(operation, "summary") + " " + text(operation, "description") + "</p><dl>");
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Map<?, ?> resolved = resolve((Map<?, ?>) parameter);
        String place = text(resolved, "name") + "</code> (" + text(resolved, "in") + ")";
        lines.add("<dt><code>" + place + "</dt><dd>" + text(resolved, "description") + "</dd>");
      }
    }
    map(operation, "responses")
        .forEach(
            (status, response) ->
                lines.add(
                    "<dt><code>"
                        + escape(status)
                        + "</code></dt><dd>"
                        + text(resolve((Map<?, ?>) response), "description")
                        + "</dd>"));
    lines.add("</dl></section>");
    return lines;
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

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }

  private static String text(Map<?, ?> parent, String name) {
    return parent.get(name) == null ? "" : escape(parent.get(name));
  }

  private static String escape(Object text) {
    return HtmlUtils.htmlEscape(String.valueOf(text));
  }
}
