package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/**
 * The settings of each service as a Markdown table: Dateline's own, from Spring's configuration
 * metadata, and those of Spring that the service's file gives a variable.
 *
 * @param file the lines of the service's file
 * @param values the settings in it
 */
record ConfigurationReference(
    String service, List<String> file, EnumerablePropertySource<?> values) {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String SHARED = "news.dateline.support.";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(DATELINE_\\w+):([^}]*)}");

  static String markdown() throws IOException {
    List<JsonNode> all = metadata();
    StringBuilder tables = new StringBuilder();
    for (String service : List.of("consumer", "producer", "feed-api")) {
      tables.append(of(service).table(all));
    }
    return tables.toString();
  }

  private static ConfigurationReference of(String service) throws IOException {
    ClassPathResource file = new ClassPathResource(service + ".yml");
    List<String> lines = file.getContentAsString(UTF_8).lines().map(String::strip).toList();
    return new ConfigurationReference(
        service,
        lines,
        (EnumerablePropertySource<?>) new YamlPropertySourceLoader().load(service, file).get(0));
  }

  private static List<JsonNode> metadata() throws IOException {
    List<JsonNode> properties = new ArrayList<>();
    for (URL url :
        Collections.list(ConfigurationReference.class.getClassLoader().getResources(METADATA))) {
      try (InputStream json = url.openStream()) {
        properties.addAll(Json.mapper().readTree(json).path("properties").values());
      }
    }
    return properties;
  }

  private String table(List<JsonNode> metadata) {
    String own = "news.dateline." + service.replace("-", "") + ".";
    Stream<String> rows =
        Stream.concat(
            metadata.stream()
                .filter(property -> isOf(own, property) || isOf(SHARED, property))
                .map(this::own),
            Stream.of(values.getPropertyNames()).flatMap(this::given));
    return "\n## %s\n\n| key | variable | default | meaning |\n|---|---|---|---|\n%s"
        .formatted(service, rows.sorted().collect(joining()));
  }

  private String own(JsonNode property) {
    String key = property.path("name").asString("");
    String variable = key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    JsonNode value = property.path("defaultValue");
    Object present = value.isValueNode() ? value.asString() : values.getProperty(key);
    return row(key, variable, present, property.path("description").asString(""));
  }

  private static boolean isOf(String types, JsonNode property) {
    return property.path("sourceType").asString("").startsWith(types);
  }

  private Stream<String> given(String key) {
    Matcher given = PLACEHOLDER.matcher(String.valueOf(values.getProperty(key)));
    return given.matches() && !key.startsWith("dateline.")
        ? Stream.of(row(key, given.group(1), given.group(2), comment(given.group(1))))
        : Stream.empty();
  }

  /** The comment lines above the first line that names the variable. */
  private String comment(String variable) {
    int line = 0;
    while (!file.get(line).contains("${" + variable + ":")) {
      line++;
    }
    int first = line;
    while (file.get(first - 1).startsWith("#")) {
      first--;
    }
    return file.subList(first, line).stream()
        .map(text -> text.substring(1).strip())
        .collect(joining(" "));
  }

  private static String row(String key, String variable, Object value, String meaning) {
    String shown = value == null || "".equals(value) ? "–" : "`" + value + "`";
    return "| `%s` | `%s` | %s | %s |\n".formatted(key, variable, shown, markdown(meaning));
  }

  /** Javadoc as Markdown in a cell of a table. */
  private static String markdown(String javadoc) {
    String text =
        javadoc.replaceAll("\\{@(?:code|link|literal) #?([^}]*)}", "`$1`").replace("|", "\\|");
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
