package news.dateline.testsupport.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The schemas of an API's description. Of JSON Schema, {@code type}, {@code properties}, {@code
 * required}, {@code items}, {@code enum}, {@code allOf} and {@code oneOf} are checked; the
 * alternatives of {@code oneOf} differ in members that have a {@code const}. An object has no
 * members but those described, unless {@code additionalProperties} is true.
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

  /**
   * Fails if the value is of another type than described, has a member that is not described, or
   * lacks one that it must have.
   */
  void check(String what, JsonNode value, JsonNode reference) {
    JsonNode schema = alternative(resolve(reference), value);
    for (JsonNode part : parts(schema)) {
      checkType(what, value, part.path("type").asString(""));
    }
    if (value.isArray()) {
      value.forEach(element -> check(what + "[]", element, schema.path("items")));
    } else if (value.isObject()) {
      checkMembers(what, value, schema);
    } else if (schema.has("enum")) {
      assertThat(schema.path("enum")).as("the described values of %s", what).contains(value);
    }
  }

  private void checkMembers(String what, JsonNode value, JsonNode schema) {
    for (JsonNode part : parts(schema)) {
      for (JsonNode name : part.path("required")) {
        assertThat(value.has(name.asString())).as("%s has %s", what, name).isTrue();
      }
    }
    value.forEachEntry(
        (name, member) -> {
          JsonNode described = member(schema, name);
          if (!described.isMissingNode()) {
            check(what + "." + name, member, described);
          } else {
            assertThat(schema.path("additionalProperties").asBoolean(false))
                .as("%s describes %s", what, name)
                .isTrue();
          }
        });
  }

  /** Returns the schema of a member of an object; a missing node if it is not described. */
  private JsonNode member(JsonNode schema, String name) {
    return parts(schema).stream()
        .map(part -> part.path("properties").path(name))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /**
   * Returns true if a member is described.
   *
   * @param path its names and indices, such as {@code authors[1].name}
   */
  boolean describes(JsonNode reference, String path) {
    JsonNode schema = reference;
    for (String step : path.replaceAll("\\[\\d+]", ".[]").split("\\.", -1)) {
      JsonNode resolved = resolve(schema);
      schema = step.equals("[]") ? resolved.path("items") : member(resolved, step);
    }
    return !schema.isMissingNode();
  }

  /** Returns the members of an object with their types; the type is empty if none is described. */
  Map<String, String> members(JsonNode schema) {
    Map<String, String> types = new TreeMap<>();
    for (JsonNode part : parts(schema)) {
      part.path("properties")
          .forEachEntry((name, member) -> types.put(name, type(resolve(member))));
    }
    return types;
  }

  private static String type(JsonNode schema) {
    boolean text = schema.path("enum").path(0).isString() || schema.path("const").isString();
    return schema.path("type").asString(text ? "string" : "");
  }

  private static void checkType(String what, JsonNode value, String type) {
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "" -> true;
          default -> throw new AssertionError("the type of " + what + " is unknown: " + type);
        };
    assertThat(fits).as("%s is of the type %s: %s", what, type, value).isTrue();
  }

  /** Returns the schema, or those of which it is composed. */
  private List<JsonNode> parts(JsonNode schema) {
    return schema.has("allOf")
        ? Stream.concat(Stream.of(schema), schema.path("allOf").valueStream())
            .map(this::resolve)
            .toList()
        : List.of(schema);
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
