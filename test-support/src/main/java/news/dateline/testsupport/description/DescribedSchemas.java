package news.dateline.testsupport.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The schemas of an API's description. Of JSON Schema, {@code properties}, {@code required}, {@code
 * items}, {@code enum} and {@code oneOf} are checked; the alternatives of {@code oneOf} differ in
 * members that have a {@code const}.
 */
final class DescribedSchemas {
  private final JsonNode document;

  DescribedSchemas(JsonNode document) {
    this.document = document;
  }

  /** Follows a {@code $ref} within the description. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** Fails if the value has a member that is not described, or lacks one that it must have. */
  void check(String what, JsonNode value, JsonNode reference) {
    JsonNode schema = alternative(resolve(reference), value);
    if (value.isArray()) {
      value.forEach(element -> check(what + "[]", element, schema.path("items")));
    } else if (value.isObject()) {
      for (JsonNode name : schema.path("required")) {
        assertThat(value.has(name.asString())).as("%s has %s", what, name).isTrue();
      }
      value.forEachEntry(
          (name, member) -> {
            JsonNode described = schema.path("properties").path(name);
            assertThat(described.isMissingNode()).as("%s describes %s", what, name).isFalse();
            check(what + "." + name, member, described);
          });
    } else if (schema.has("enum")) {
      assertThat(schema.path("enum")).as("the described values of %s", what).contains(value);
    }
  }

  private static JsonNode alternative(JsonNode schema, JsonNode value) {
    return schema.has("oneOf")
        ? StreamSupport.stream(schema.path("oneOf").spliterator(), false)
            .filter(each -> hasConstants(each.path("properties"), value))
            .findFirst()
            .orElse(MissingNode.getInstance())
        : schema;
  }

  private static boolean hasConstants(JsonNode properties, JsonNode value) {
    return properties
        .propertyStream()
        .filter(property -> property.getValue().has("const"))
        .allMatch(
            property -> property.getValue().path("const").equals(value.path(property.getKey())));
  }
}
