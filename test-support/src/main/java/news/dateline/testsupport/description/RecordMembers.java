package news.dateline.testsupport.description;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The JSON that records are written as, by their components. */
public final class RecordMembers {
  private RecordMembers() {}

  /** Returns the members of the JSON that a record is written as, each with its type. */
  public static Map<String, String> of(Class<?> type) {
    Map<String, String> members = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean unwrapped =
          Arrays.stream(type.getDeclaredFields())
              .filter(field -> field.getName().equals(component.getName()))
              .anyMatch(field -> field.isAnnotationPresent(JsonUnwrapped.class));
      if (unwrapped) {
        members.putAll(of(component.getType()));
      } else {
        members.put(component.getName(), typeOf(component.getType()));
      }
    }
    return members;
  }

  private static String typeOf(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (Stream.of(int.class, long.class, Integer.class, Long.class).anyMatch(type::equals)) {
      return "integer";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "array";
    }
    boolean text =
        Stream.of(CharSequence.class, Enum.class, Temporal.class, UUID.class, URI.class)
            .anyMatch(each -> each.isAssignableFrom(type));
    return text ? "string" : valueOf(type);
  }

  /** Returns the type of the value that a type is written as, or an object if it has none. */
  private static String valueOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonValue.class))
        .map(Method::getReturnType)
        .findFirst()
        .map(RecordMembers::typeOf)
        .orElse("object");
  }
}
