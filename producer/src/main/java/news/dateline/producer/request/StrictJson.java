package news.dateline.producer.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import news.dateline.events.FieldLimits;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses JSON (RFC 8259) without leniency. Refuses unknown and duplicate fields, coercion between
 * types, times without an offset, and content after the end. Thread-safe.
 */
public final class StrictJson {
  private static final int MAX_PRINTED_LENGTH = 200;
  private static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfigDefaults(
              coercion -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                  coercion.setCoercion(shape, CoercionAction.Fail);
                }
              })
          .addModule(new SimpleModule().addDeserializer(Instant.class, new ZonedTimeDeserializer()))
          .build();

  private StrictJson() {}

  /** Parses a body that must be one JSON object. Throws a {@link ProblemException} if it is not. */
  public static ObjectNode parseObject(byte[] body) {
    requireUtf8(body);
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw syntaxProblem(e);
    }
    throw new ProblemException(ProblemType.BAD_JSON, "the body is not a JSON object");
  }

  /** Refuses overlong forms and whatever else is no UTF-8. The parser would accept some of it. */
  private static void requireUtf8(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw new ProblemException(ProblemType.BAD_JSON, "the body is not UTF-8");
    }
  }

  /** Parses a body that is one JSON object and converts it to a value, as {@link #read} does. */
  public static <T> T parse(byte[] body, Class<T> type) {
    return read(parseObject(body), type);
  }

  /**
   * Converts JSON to a value. Throws a {@link ProblemException} that names the field that is
   * invalid.
   */
  public static <T> T read(JsonNode json, Class<T> type) {
    try {
      JsonText.normalize(json);
      return FieldLimits.check(MAPPER.treeToValue(json, type));
    } catch (JacksonException e) {
      throw contentProblem(e, json);
    } catch (InvalidFieldException e) {
      throw ProblemException.of(e);
    }
  }

  /**
   * Removes the members that a record names and converts them to the record, as {@link #read} does.
   */
  public static <T extends Record> T extract(ObjectNode json, Class<T> type) {
    ObjectNode extracted = json.objectNode();
    for (RecordComponent component : type.getRecordComponents()) {
      extracted.set(component.getName(), json.remove(component.getName()));
    }
    return read(extracted, type);
  }

  /** The problem of a syntax error: the parser's message, with line and column. */
  public static ProblemException syntaxProblem(JacksonException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return new ProblemException(ProblemType.BAD_JSON, printable(e.getOriginalMessage()) + where);
  }

  /** The problem of well-formed JSON that has an unknown, mistyped or invalid field. */
  private static ProblemException contentProblem(JacksonException e, JsonNode json) {
    String path = path(e.getPath());
    if (e.getCause() instanceof InvalidFieldException invalid) {
      return ProblemException.of(within(path, at(e.getPath(), json), invalid));
    }
    String problem = e instanceof PropertyBindingException ? "is unknown" : "is of the wrong type";
    if (path.isEmpty()) {
      return new ProblemException(ProblemType.INVALID, "the value " + problem);
    }
    return ProblemException.of(new InvalidFieldException(path, problem));
  }

  /** Prefixes the field with its path. A value that is not an object is named as a whole. */
  private static InvalidFieldException within(
      String path, JsonNode value, InvalidFieldException invalid) {
    if (path.isEmpty()) {
      return invalid;
    }
    return withField(invalid, value.isObject() ? path + "." + invalid.field() : path);
  }

  private static JsonNode at(List<JacksonException.Reference> references, JsonNode json) {
    JsonNode value = json;
    for (JacksonException.Reference step : references) {
      value =
          step.getPropertyName() == null
              ? value.path(step.getIndex())
              : value.path(step.getPropertyName());
    }
    return value;
  }

  /** Returns the same exception for a field of another name. */
  public static InvalidFieldException withField(InvalidFieldException invalid, String field) {
    String problem = String.valueOf(invalid.getMessage()).substring(invalid.field().length() + 1);
    return new InvalidFieldException(field, problem);
  }

  private static String path(List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : references) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(printable(step.getPropertyName()));
      }
    }
    return path.toString();
  }

  /** Makes text from a request safe for a response: one line of valid Unicode, 200 characters. */
  private static String printable(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return line.length() <= MAX_PRINTED_LENGTH
        ? line
        : line.substring(0, MAX_PRINTED_LENGTH).replaceAll("\\p{Cs}", "") + "…";
  }

  /** Accepts RFC 3339 text with an offset only; a number or a local time would be ambiguous. */
  private static final class ZonedTimeDeserializer extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      try {
        return OffsetDateTime.parse(parser.getString()).toInstant();
      } catch (DateTimeException e) {
        String name = String.valueOf(parser.currentName());
        throw context.instantiationException(
            Instant.class,
            new InvalidFieldException(
                name, "is not a time with an offset, such as 2025-02-04T21:45:00+02:00"));
      }
    }
  }
}
