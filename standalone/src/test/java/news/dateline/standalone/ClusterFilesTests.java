package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The addresses and ports of docker-compose.cluster.yml and of nginx.cluster.conf. */
class ClusterFilesTests {
  private static final String NGINX = read("nginx.cluster.conf");
  private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};
  private static final JsonNode SERVICES =
      Json.mapper()
          .<JsonNode>valueToTree(new Yaml().load(read("docker-compose.cluster.yml")))
          .path("services");

  @ParameterizedTest
  @CsvSource({"dateline, feed-api", "desk, producer"})
  void anUpstreamOfNginxIsAllContainersOfItsService(String upstream, String service) {
    String block = groups(NGINX, "(?s)\nupstream " + upstream + " \\{(.*?)\n}").get(0);
    List<String> addresses =
        SERVICES
            .valueStream()
            .filter(container -> image(container).equals("dateline-" + service))
            .map(container -> address(service, container))
            .toList();

    assertThat(addresses).hasSize(2).doesNotHaveDuplicates();
    assertThat(groups(block, "(?m)^ +server ([^ ;]+)")).hasSameElementsAs(addresses);
  }

  @Test
  void eachPortOnWhichNginxListensIsPublished() {
    JsonNode nginx = SERVICES.path("nginx");

    assertThat(nginx.path("volumes").toString()).contains("\"./nginx.cluster.conf:");
    assertThat(nginx.path("ports").valueStream().map(port -> port.asString().split(":")[2]))
        .containsExactlyInAnyOrderElementsOf(groups(NGINX, "(?m)^ +listen (\\d+)"));
  }

  private static String image(JsonNode container) {
    return container.path("image").asString();
  }

  /** Returns the fixed address of a container, with the port of the service in it. */
  private static String address(String service, JsonNode container) {
    String address = container.at("/networks/default/ipv4_address").asString();
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(
        new MapPropertySource(
            "container", Json.mapper().convertValue(container.path("environment"), VARIABLES)));
    try {
      new YamlPropertySourceLoader()
          .load(service, new ClassPathResource(service + ".yml"))
          .forEach(sources::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return address + ":" + new PropertySourcesPropertyResolver(sources).getProperty("server.port");
  }

  /** Returns the first group of each match. */
  private static List<String> groups(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of("..").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
