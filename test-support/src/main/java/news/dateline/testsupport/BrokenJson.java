package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;

/** Values of records that are not what a reader expects. */
public final class BrokenJson {
  private static final List<String> WRONG =
      List.of(
          "null",
          "{}",
          "[]",
          "[null]",
          "true",
          "-1",
          "0",
          "1.5",
          "1e400",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "\"a/b\"",
          "\"\\u0000\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"-1000000000-01-01T00:00:00Z\"");

  private static final int DEEP = 100_000;

  private BrokenJson() {}

  /**
   * Returns texts that are no JSON, and this JSON with each of its values in turn left out or
   * replaced by a wrong one. A few of them may still be valid for their reader.
   */
  public static List<byte[]> variantsOf(byte[] json) {
    return Stream.concat(
            Stream.of("", " ", "{", "nul", "\u0000", "{\"id\":", "[".repeat(DEEP)),
            variantsOf(Json.mapper().readTree(json)).stream())
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  private static List<String> variantsOf(JsonNode node) {
    List<String> variants = new ArrayList<>(WRONG);
    Map<String, String> members = new LinkedHashMap<>();
    node.properties().forEach(member -> members.put(member.getKey(), member.getValue().toString()));
    for (String name : List.copyOf(members.keySet())) {
      Map<String, String> changed = new LinkedHashMap<>(members);
      changed.remove(name);
      variants.add(object(changed));
      for (String value : variantsOf(node.path(name))) {
        changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        variants.add(object(changed));
      }
    }
    for (JsonNode entry : node.isArray() ? node : List.<JsonNode>of()) {
      variantsOf(entry).forEach(value -> variants.add("[" + value + "]"));
    }
    return variants;
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
