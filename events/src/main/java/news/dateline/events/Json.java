package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the JSON of the topics and APIs. Null members are left out, instants are ISO
 * 8601 in UTC, members have the order of the record's components, and unknown members are ignored.
 * Thread-safe.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Json() {}

  /** Returns the mapper. Use {@code rebuild()} for other settings. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * Reads a value. Throws a {@code JacksonException} if the JSON does not fit the type. JSON {@code
   * null} fits none.
   */
  public static <T> T read(byte[] json, Class<T> type) {
    T value = MAPPER.readValue(json, type);
    if (value == null) {
      throw DatabindException.from((JsonParser) null, "null is no " + type.getSimpleName());
    }
    return value;
  }

  /**
   * Reads the value of a record of a topic.
   *
   * @throws UnreadableRecordException if there is no value, or whatever reading it throws
   */
  public static <T> T readRecord(byte @Nullable [] value, Class<T> type) {
    if (value == null) {
      throw new UnreadableRecordException("no value");
    }
    try {
      return read(value, type);
    } catch (RuntimeException e) {
      throw new UnreadableRecordException(e);
    }
  }
}
