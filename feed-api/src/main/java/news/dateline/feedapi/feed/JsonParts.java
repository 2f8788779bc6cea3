package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.Json;
import news.dateline.feedapi.index.Slice;

/** Puts JSON together from parts that are encoded already. */
final class JsonParts {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);

  /** Begins an object with the fields of the given one; {@link #end} closes it. */
  JsonParts begin(Object head) {
    byte[] json = Json.write(head);
    out.write(json, 0, json.length - 1);
    return this;
  }

  /** Adds a field that holds a list. */
  <T> JsonParts list(String name, Stream<T> elements, Consumer<T> writer) {
    text(",\"" + name + "\":[");
    for (Iterator<T> rest = elements.iterator(); rest.hasNext(); ) {
      writer.accept(rest.next());
      if (rest.hasNext()) {
        text(",");
      }
    }
    return text("]");
  }

  void raw(Slice json) {
    json.writeTo(out);
  }

  JsonParts field(String name, Object value) {
    text(",\"" + name + "\":");
    out.writeBytes(Json.write(value));
    return this;
  }

  JsonParts field(String name, Slice json) {
    text(",\"" + name + "\":");
    raw(json);
    return this;
  }

  JsonParts end() {
    return text("}");
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private JsonParts text(String json) {
    out.writeBytes(json.getBytes(UTF_8));
    return this;
  }
}
