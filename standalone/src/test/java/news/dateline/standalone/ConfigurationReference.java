package news.dateline.standalone;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/**
 * The settings of the services as Markdown tables: Dateline's own from Spring's configuration
 * metadata, and those of Spring that a service's file gives a variable of its own.
 */
final class ConfigurationReference {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final List<String> SERVICES = List.of("consumer", "producer", "feed-api");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(DATELINE_\\w+):([^}]*)}");

  private ConfigurationReference() {}

  static String markdown() throws IOException {
    return own() + given();
  }

  private static String own() throws IOException {
    Map<String, List<JsonNode>> byService = new TreeMap<>();
    for (URL url :
        Collections.list(ConfigurationReference.class.getClassLoader().getResources(METADATA))) {
      try (InputStream json = url.openStream()) {
        for (JsonNode property : Json.mapper().readTree(json).path("properties")) {
          String source = property.path("sourceType").asString("");
          if (source.startsWith("news.dateline.")) {
            byService.computeIfAbsent(service(source), any -> new ArrayList<>()).add(property);
          }
        }
      }
    }
    return byService.entrySet().stream()
        .map(
            entry ->
                table(entry.getKey(), entry.getValue().stream().map(ConfigurationReference::row)))
        .collect(joining());
  }

  private static String service(String type) {
    String name = type.substring("news.dateline.".length());
    name = name.substring(0, name.indexOf('.'));
    return name.equals("feedapi") ? "feed-api" : name;
  }

  private static String row(JsonNode property) {
    String name = property.path("name").asString("");
    String variable = name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    return row(
        name,
        variable,
        value(property.path("defaultValue")),
        property.path("description").asString(""));
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(joining(","))
        : value.asString("");
  }

  private static String given() throws IOException {
    StringBuilder tables = new StringBuilder();
    for (String service : SERVICES) {
      ClassPathResource file = new ClassPathResource(service + ".yml");
      String text = file.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
      Stream<String> rows =
          new YamlPropertySourceLoader()
              .load(service, file).stream().flatMap(source -> given(source, text));
      tables.append(table(service + ": settings of Spring with a variable of their own", rows));
    }
    return tables.toString();
  }

  private static Stream<String> given(PropertySource<?> source, String text) {
    return Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames())
        .filter(name -> !name.startsWith("dateline."))
        .flatMap(
            name -> {
              Matcher given = PLACEHOLDER.matcher(String.valueOf(source.getProperty(name)));
              return given.matches()
                  ? Stream.of(
                      row(name, given.group(1), given.group(2), comment(text, given.group(1))))
                  : Stream.empty();
            });
  }

  /** The comment lines above the line that names the variable. */
  private static String comment(String text, String variable) {
    List<String> lines = text.lines().map(String::strip).toList();
    int line = 0;
    while (!lines.get(line).contains(variable)) {
      line++;
    }
    int first = line;
    while (lines.get(first - 1).startsWith("#")) {
      first--;
    }
    return lines.subList(first, line).stream()
        .map(l -> l.substring(1).strip())
        .collect(joining(" "));
  }

  private static String table(String title, Stream<String> rows) {
    String body = rows.sorted().collect(joining());
    return body.isEmpty()
        ? ""
        : "\n## "
            + title
            + "\n\n| key | variable | default | meaning |\n|---|---|---|---|\n"
            + body;
  }

  private static String row(String key, String variable, String value, String meaning) {
    String shown = value.isEmpty() ? "–" : "`" + value + "`";
    return "| `%s` | `%s` | %s | %s |\n".formatted(key, variable, shown, plain(meaning));
  }

  /** Javadoc as Markdown in a table's cell. */
  private static String plain(String javadoc) {
    String text =
        javadoc.replaceAll("\\{@(?:code|link|literal) #?([^}]*)}", "`$1`").replace("|", "\\|");
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
