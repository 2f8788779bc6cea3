package news.dateline.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads an {@link Item}, whose content lies flat among its other fields and is not there at all
 * once it is retracted.
 */
final class ItemReader extends ValueDeserializer<Item> {
  @Override
  public Item deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode json = context.readTree(parser);
    return new Item(
        new ItemId(json.path("id").asString("")),
        context.readTreeAsValue(json.path("status"), Item.Status.class),
        json.path("version").asInt(),
        json.path("seq").asLong(),
        json.path("firstSeq").asLong(),
        context.readTreeAsValue(json.path("day"), LocalDate.class),
        context.readTreeAsValue(json.path("publishedAt"), Instant.class),
        json.has("updatedAt")
            ? context.readTreeAsValue(json.get("updatedAt"), Instant.class)
            : null,
        json.has("title") ? context.readTreeAsValue(json, ItemContent.class) : null,
        json.path("pinned").asBoolean(false),
        json.has("breaking") ? context.readTreeAsValue(json.get("breaking"), Breaking.class) : null,
        corrections(json, context),
        json.has("retractedAt")
            ? context.readTreeAsValue(json.get("retractedAt"), Instant.class)
            : null,
        json.has("reason") ? json.get("reason").asString() : null);
  }

  private static List<Item.Correction> corrections(JsonNode json, DeserializationContext context) {
    return json.has("corrections")
        ? List.of(context.readTreeAsValue(json.get("corrections"), Item.Correction[].class))
        : List.of();
  }
}
